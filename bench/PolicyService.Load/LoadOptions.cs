using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Settings;

namespace PolicyService.Load;

/// <summary>What is asked of a run.</summary>
/// <param name="Command">What is run; empty for the contest.</param>
/// <param name="Rounds">How many rounds each variant has.</param>
/// <param name="Length">How long a round is.</param>
/// <param name="Service">The service's own program.</param>
/// <param name="Mode">How a soaked service stores answers.</param>
/// <param name="Requests">How many a soaked service answers.</param>
/// <param name="Only">Which variants of the contest run, by parts of their names with commas between, for a profiler; <see langword="null"/> for all.</param>
internal sealed record LoadOptions(string Command, int Rounds, TimeSpan Length, string Service, LogMode Mode, long Requests, string? Only)
{
    /// <summary>Connections that are kept busy.</summary>
    public const int Connections = 32;

    /// <summary>Reads the command line: <c>[appraisals|overload|soak|start|stream] [--quick] [--service FILE] [--log Off|Durable] [--requests N] [--only TEXT]</c>.</summary>
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
