using System.Diagnostics;
using PolicyService.Faults.Kill;
using PolicyService.Faults.Postgres;
using PolicyService.Faults.PowerLoss;
using PolicyService.Faults.Soak;

namespace PolicyService.Faults;

/// <summary>What the program can be asked for.</summary>
internal static class Commands
{
    private const string Usage = """
        usage: PolicyService.Faults [--rounds N]           kill, power and soak: N kills and 4 N losses of power (250 unless said)
               PolicyService.Faults power [--rounds N]     simulated losses of power, and full disks
               PolicyService.Faults soak [--seconds N]     8 readers and 4 writers at once, 60 seconds unless said
               PolicyService.Faults speed                  durable decisions a second, beside the time of one sync
        """;

    /// <summary>Runs one.</summary>
    /// <returns>The exit code: 0 when nothing went wrong.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output)
    {
        try
        {
            var hasCommand = args is [var first, ..] && !first.StartsWith('-');
            IReadOnlyList<string> rest = hasCommand ? [.. args.Skip(1)] : args;
            var command = hasCommand ? args[0] : null;
            return await PostgresCommands.TryRunAsync(command, rest, output) ?? await RunAsync(command, rest, output);
        }
        catch (UsageException e)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, e.Message, Usage, KillCommand.Usage, PostgresCommands.Usage));
            return 2;
        }
    }

    private static async Task<int> RunAsync(string? command, IReadOnlyList<string> rest, TextWriter output)
    {
        switch (command)
        {
            case null:
                return await AllAsync(Arguments.Read(rest, "--rounds").Number("--rounds", 250), output);
            case "kill":
                return await KillCommand.RunAsync(rest, output);
            case "soak":
                return await SoakAsync(Arguments.Read(rest, "--seconds").Number("--seconds", 60), output);
            case "power":
                return await PowerAsync(Arguments.Read(rest, "--rounds").Number("--rounds", 1_000), output);
            case "speed":
                Arguments.Read(rest);
                await SpeedCommand.RunAsync(TimeSpan.FromSeconds(5), output);
                return 0;
            default:
                throw new UsageException($"`{command}` is no command");
        }
    }

    private static async Task<int> AllAsync(int rounds, TextWriter output)
    {
        var codes = new[]
        {
            await KillCommand.RunAsync(new KillOptions { Rounds = rounds }, null, output),
            await PowerAsync(4 * rounds, output),
            await SoakAsync(60, output),
        };
        return codes.Contains(1) ? 1 : codes.Max();
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
}
