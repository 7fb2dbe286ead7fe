using PolicyService.Load;
using PolicyService.Load.Measured;
using PolicyService.Load.Served;

// The loader starts itself again as the server, so that each has a core and a heap of its own.
return args is [ServedProcess.Command, var folder, ..]
    ? await ServedProcess.RunAsync(folder)
    : await LoadContest.RunAsync(LoadOptions.Read(args));
