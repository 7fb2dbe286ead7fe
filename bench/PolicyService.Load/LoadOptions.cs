using PolicyApi.Platform.Settings;

namespace PolicyService.Load;

/// <summary>The options of a run.</summary>
/// <param name="Command">The command; empty for the contest.</param>
/// <param name="Rounds">The number of rounds of each variant.</param>
/// <param name="Length">The duration of a round.</param>
/// <param name="Service">The path of the service's program.</param>
/// <param name="Mode">How the service stores answers in a soak test.</param>
/// <param name="Requests">The number of requests of a soak test.</param>
/// <param name="Only">The variants of the contest to run, by parts of their names separated by commas, for profiling; <see langword="null"/> for all.</param>
internal sealed record LoadOptions(string Command, int Rounds, TimeSpan Length, string Service, LogMode Mode, long Requests, string? Only)
{
    /// <summary>The number of busy connections.</summary>
    public const int Connections = 32;

    /// <summary>
    /// Reads the command line: <c>[appraisals|overload|soak|start|stream] [--quick] [--service FILE] [--log Off|Durable] [--requests N] [--only
    /// TEXT]</c>.
    /// </summary>
    public static LoadOptions Read(string[] args)
    {
        var isQuick = args.Contains("--quick", StringComparer.Ordinal);
        return new LoadOptions(
            args is [{ } command, ..] && !command.StartsWith('-') ? command : string.Empty,
            isQuick ? 5 : 15,
            TimeSpan.FromSeconds(isQuick ? 1 : 3),
            Value(args, "--service") is { } service ? Path.GetFullPath(service) : Path.Combine(AppContext.BaseDirectory, "PolicyApi.dll"),
            Enum.Parse<LogMode>(Value(args, "--log") ?? nameof(LogMode.Durable), ignoreCase: true),
            long.Parse(Value(args, "--requests") ?? "1000000", System.Globalization.CultureInfo.InvariantCulture),
            Value(args, "--only"));
    }

    private static string? Value(string[] args, string name) =>
        Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
