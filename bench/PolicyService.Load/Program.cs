using PolicyService.Load;
using PolicyService.Load.Measured;
using PolicyService.Load.Served;

// The loader starts itself again as the server, so that each has its own core and heap.
if (args is [ServedProcess.Command, var folder, ..])
    return await ServedProcess.RunAsync(folder, args is [_, _, ServedProcess.Appraising]);
var options = LoadOptions.Read(args);
return options.Command switch
{
    "" => await LoadContest.RunAsync(options),
    "appraisals" => await AppraisalContest.RunAsync(options),
    "overload" => await Overload.RunAsync(options),
    "soak" => await Soak.RunAsync(options),
    "start" => await StartTime.RunAsync(options),
    "stream" => await StreamContest.RunAsync(options),
    var other => throw new InvalidOperationException($"`{other}` is no command; there are `appraisals`, `overload`, `soak`, `start`, `stream`, and none for the contest"),
};
