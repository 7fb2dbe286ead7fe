using PolicyService.Faults.Jobs;
using PolicyService.Faults.Replicas;

namespace PolicyService.Faults.Postgres;

/// <summary>What the program can be asked for that needs PostgreSQL.</summary>
internal static class PostgresCommands
{
    /// <summary>How they are called.</summary>
    public const string Usage = """
        with Debian's `postgresql` installed:
               PolicyService.Faults replicas [--seconds N]  two replicas under load, a crash of the server, kill -9 of a replica
               PolicyService.Faults jobs [--lines N]        a job on two replicas (500,000 lines unless said), with both
               PolicyService.Faults publish-lag             until a publication is in force at the other replica
               PolicyService.Faults postgres-speed          durable decisions a second, and an insert for each in the same run
        """;

    /// <summary>Runs one.</summary>
    /// <returns>The exit code; <see langword="null"/> when it is none of these.</returns>
    public static async Task<int?> TryRunAsync(string? command, IReadOnlyList<string> rest, TextWriter output)
    {
        switch (command)
        {
            case "replicas":
                return await ToldAsync(await ReplicaFaultRun.RunAsync(Arguments.Read(rest, "--seconds").Number("--seconds", 10), outlivesPower: true, output), output);
            case "jobs":
                return await ToldAsync(await JobFaultRun.RunAsync(Arguments.Read(rest, "--lines").Number("--lines", 500_000), outlivesPower: true, output), output);
            case "publish-lag":
                Arguments.Read(rest);
                await PublishLag.RunAsync(output);
                return 0;
            case "postgres-speed":
                Arguments.Read(rest);
                await PostgresSpeed.RunAsync(TimeSpan.FromSeconds(4), output);
                return 0;
            default:
                return null;
        }
    }

    private static async Task<int> ToldAsync(IReadOnlyList<string> wrong, TextWriter output)
    {
        foreach (var line in wrong.Take(20))
            await output.WriteLineAsync(line);
        return wrong.Count == 0 ? 0 : 1;
    }
}
