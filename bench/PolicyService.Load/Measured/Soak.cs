using System.Globalization;

namespace PolicyService.Load.Measured;

/// <summary>Requests very many decisions, and watches how much memory the service uses.</summary>
internal static class Soak
{
    private const double MostMegabytes = 200;

    // Memory that grew with every request would grow by more than this in half a million requests.
    private const double MostGrowth = 1.05;

    /// <summary>Sends until the requested number is answered.</summary>
    /// <returns>The exit code: 0 if memory stays below its limit and does not grow over the second half.</returns>
    public static Task<int> RunAsync(LoadOptions options) => ServiceRun.RunAsync(options, async run =>
    {
        await using var service = await run.StartAsync(options.Mode);
        var variant = run.Decisions(service, "soak");
        Print($"soak: {options.Mode}, {service.ResidentMegabytes:F0} MB before the first request");
        var (answered, megabytes) = (0L, new List<(long Answered, double Megabytes)>());
        for (var tenth = 1; tenth <= 10; tenth++)
        {
            while (answered < options.Requests / 10 * tenth)
            {
                answered += (await variant.SendAsync(TimeSpan.FromSeconds(1))).Answered;
                megabytes.Add((answered, service.ResidentMegabytes));
            }

            Print($"soak: {answered,9:N0} answered, {megabytes[^1].Megabytes,5:F0} MB resident");
        }

        var half = megabytes.FindIndex(m => m.Answered >= options.Requests / 2);
        var growth = Growth(megabytes[half..]);
        Print($"soak: {megabytes[^1].Megabytes:F0} MB in the end, {megabytes.Max(m => m.Megabytes):F0} at most (at most {MostMegabytes:F0})");
        Print($"soak: over the last half the line through a look each second grows to {growth:F3} times (at most {MostGrowth:F2}); the last look alone is {megabytes[^1].Megabytes / megabytes[half].Megabytes:F3} times the one half way");
        var code = await service.StopAsync();
        return code == 0 && megabytes[^1].Megabytes <= MostMegabytes && growth <= MostGrowth ? 0 : 1;
    });

    // The size of a heap fluctuates: garbage that has survived a collection is freed some seconds later, several MB at a time. A single measurement
    // therefore says little; a line fitted through all of them shows growth.
    private static double Growth(List<(long Answered, double Megabytes)> looks)
    {
        var (x, y) = (looks.Average(l => l.Answered), looks.Average(l => l.Megabytes));
        var slope = looks.Sum(l => (l.Answered - x) * (l.Megabytes - y)) / looks.Sum(l => (l.Answered - x) * (l.Answered - x));
        return (y + (slope * (looks[^1].Answered - x))) / (y + (slope * (looks[0].Answered - x)));
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
