using System.Globalization;

namespace PolicyService.Load.Measured;

/// <summary>Very many decisions, and how much memory the service holds meanwhile.</summary>
internal static class Soak
{
    private const double MostMegabytes = 200;

    // A heap breathes; what grows with every request grows by more than this in half a million.
    private const double MostGrowth = 1.05;

    /// <summary>Sends until so many are answered.</summary>
    /// <returns>The exit code: 0 when memory stays below its bound, and flat over the last half.</returns>
    public static Task<int> RunAsync(LoadOptions options) => ServiceRun.RunAsync(options, async run =>
    {
        await using var service = await run.StartAsync(options.Mode);
        var variant = run.Decisions(service, "soak");
        Print($"soak: {options.Mode}, {service.ResidentMegabytes:F0} MB before the first request");
        var (answered, megabytes) = (0L, new List<double>());
        for (var tenth = 1; tenth <= 10; tenth++)
        {
            while (answered < options.Requests / 10 * tenth)
                answered += (await variant.SendAsync(TimeSpan.FromSeconds(1))).Answered;
            megabytes.Add(service.ResidentMegabytes);
            Print($"soak: {answered,9:N0} answered, {megabytes[^1],5:F0} MB resident");
        }

        var growth = megabytes[^1] / megabytes[4];
        Print($"soak: {megabytes[^1]:F0} MB in the end (at most {MostMegabytes:F0}), {growth:F3} times what it was half way (at most {MostGrowth:F2})");
        var code = await service.StopAsync();
        return code == 0 && megabytes[^1] <= MostMegabytes && growth <= MostGrowth ? 0 : 1;
    });

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
