using System.Diagnostics;

namespace PolicyService.Faults.Kill;

/// <summary>The command <c>kill</c>.</summary>
internal static class KillCommand
{
    /// <summary>How it is called.</summary>
    public const string Usage = """
               PolicyService.Faults kill [--rounds N]      kill -9 of the service under load
                 --folder DIR          a folder for the run, which is kept; a temporary one unless said, kept when something is wrong
                 --from N              goes on at round N with the `--folder` of a run that was interrupted
                 --service FILE        the published program or assembly; the one built here unless said
                 --ready-seconds N     how long a service may take to start (300); then its round is repeated
                 --answer-seconds N    how long an answer may take (120); then the request is not acknowledged
                 --life-seconds N      how long a service lives when its answers are slow (60)
        """;

    private static readonly string[] Options = ["--rounds", "--folder", "--from", "--service", "--ready-seconds", "--answer-seconds", "--life-seconds"];

    /// <summary>Runs it.</summary>
    /// <exception cref="UsageException">The arguments are wrong.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output)
    {
        var read = Arguments.Read(args, Options);
        var unless = new KillOptions();
        if (read.Text("--service") is { } service && !File.Exists(service))
            throw new UsageException($"there is no `{service}`; name the file that `dotnet publish` has made");
        var options = unless with
        {
            Rounds = read.Number("--rounds", unless.Rounds),
            From = read.Number("--from", unless.From),
            Ready = read.Seconds("--ready-seconds", unless.Ready),
            Answer = read.Seconds("--answer-seconds", unless.Answer),
            Life = read.Seconds("--life-seconds", unless.Life),
            Service = read.Text("--service"),
        };
        return await RunAsync(options, read.Text("--folder"), output);
    }

    /// <summary>Runs it and says where it left what it was about.</summary>
    public static async Task<int> RunAsync(KillOptions options, string? given, TextWriter output)
    {
        var folder = given ?? Directory.CreateTempSubdirectory("policy-kill-").FullName;
        var isUsed = Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();
        if (options.From > 1 != isUsed)
        {
            throw new UsageException(isUsed
                ? $"`{folder}` holds another run; go on with it by `--from`, or name an empty folder"
                : "`--from` goes on with the `--folder` of an earlier run; this one is empty");
        }

        var watch = Stopwatch.StartNew();
        var outcome = await new KillRun(folder, options).RunAsync(output);
        await output.WriteLineAsync($"{outcome} ({watch.Elapsed.TotalMinutes:F1} minutes)");
        if (given is null && outcome.ExitCode == 0)
            Directory.Delete(folder, recursive: true);
        else
            await output.WriteLineAsync($"the data is in `{folder}`");
        return outcome.ExitCode;
    }
}
