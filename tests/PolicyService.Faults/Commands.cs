using System.Diagnostics;
using System.Globalization;
using PolicyService.Faults.Kill;
using PolicyService.Faults.Postgres;
using PolicyService.Faults.PowerLoss;
using PolicyService.Faults.Soak;

namespace PolicyService.Faults;

/// <summary>What the program can be asked for.</summary>
internal static class Commands
{
    private const string Usage = """
        usage: PolicyService.Faults [--rounds N]           everything below, N kills and 4 N losses of power (250 unless said)
               PolicyService.Faults kill [--rounds N]      kill -9 of the service under load
               PolicyService.Faults power [--rounds N]     simulated losses of power, and full disks
               PolicyService.Faults soak [--seconds N]     8 readers and 4 writers at once, 60 seconds unless said
               PolicyService.Faults speed                  durable decisions a second, beside the time of one sync
        """;

    /// <summary>Runs one.</summary>
    /// <returns>The exit code: 0 when nothing went wrong.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output)
    {
        var command = args.FirstOrDefault(a => !a.StartsWith('-') && !char.IsAsciiDigit(a[0]));
        switch (command)
        {
            case null when args.Count is 0 or 2:
                var rounds = Number(args, "--rounds", 250);
                return await KillAsync(rounds, output) + await PowerAsync(4 * rounds, output) + await SoakAsync(60, output) == 0 ? 0 : 1;
            case "kill":
                return await KillAsync(Number(args, "--rounds", 250), output);
            case "soak":
                return await SoakAsync(Number(args, "--seconds", 60), output);
            case "power":
                return await PowerAsync(Number(args, "--rounds", 1_000), output);
            case "speed":
                await SpeedCommand.RunAsync(TimeSpan.FromSeconds(5), output);
                return 0;
            default:
                await Console.Error.WriteLineAsync(Usage + Environment.NewLine + PostgresCommands.Usage);
                return 2;
        }
    }

    private static async Task<int> KillAsync(int rounds, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("policy-kill-");
        try
        {
            var run = new KillRun(folder.FullName);
            var wrong = await run.RunAsync(rounds, output);
            await output.WriteLineAsync($"{rounds} kills: {run.Counts}; {wrong} rounds with something lost or broken");
            return wrong == 0 ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> SoakAsync(int seconds, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("policy-soak-");
        try
        {
            var run = new SoakRun(folder.FullName);
            var problems = await run.RunAsync(TimeSpan.FromSeconds(seconds));
            foreach (var problem in problems.Take(20))
                await output.WriteLineAsync(problem);
            await output.WriteLineAsync($"{seconds} s: {run.Counts}; {problems.Count} wrong");
            return problems.Count == 0 ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> PowerAsync(int losses, TextWriter output)
    {
        var watch = Stopwatch.StartNew();
        var wrong = await PowerLossCommand.RunAsync(losses, 1, output);
        await output.WriteLineAsync($"{losses} simulated losses of power: {wrong} with something lost or broken ({watch.Elapsed.TotalSeconds:F0} s)");
        var fills = Math.Max(1, losses / 10);
        var full = await PowerLossCommand.FillAsync(fills, output);
        await output.WriteLineAsync($"{fills} full disks: {full} with something lost or broken");
        return wrong + full == 0 ? 0 : 1;
    }

    private static int Number(IReadOnlyList<string> args, string name, int otherwise)
    {
        var at = args.ToList().IndexOf(name);
        return at >= 0 && at + 1 < args.Count ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
    }
}
