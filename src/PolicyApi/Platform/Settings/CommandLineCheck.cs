namespace PolicyApi.Platform.Settings;

/// <summary>
/// Finds errors on the command line that the configuration would silently ignore: unknown words and settings, and settings
/// without a value.
/// </summary>
internal static class CommandLineCheck
{
    private const string Section = ":";

    /// <summary>The settings that the web server and the host read; those with a colon are sections.</summary>
    private static readonly string[] OfTheHost =
    [
        "urls", "http_ports", "https_ports", "environment", "contentRoot", "shutdownTimeoutSeconds", "AllowedHosts", "Logging" + Section, "Kestrel" + Section,
    ];

    /// <summary>Returns all errors, in the order of the arguments.</summary>
    /// <param name="args">Settings, as <c>--Store:Folder data</c>, <c>--Store:Folder=data</c> or <c>Store:Folder=data</c>.</param>
    /// <param name="sections">The names of the known sections.</param>
    public static IReadOnlyList<string> Faults(IReadOnlyList<string> args, IReadOnlyList<string> sections)
    {
        string[] known = [.. OfTheHost, .. sections.Select(s => s + Section)];
        var faults = new List<string>();
        for (var at = 0; at < args.Count; at++)
        {
            var (name, hasValue) = Split(args[at]);
            if (name is null)
                faults.Add($"`{args[at]}` is not a command; use `demo`, `fsck`, `verify` or `--help`, or settings such as `--Store:Folder data`.");
            else if (!IsKnown(name, known))
                faults.Add($"`{args[at]}` is not a setting{Nearest.Hint(RootOf(name), known.Select(k => k.TrimEnd(':')))}.");
            if (name is null || hasValue)
                continue;
            if (at + 1 == args.Count || args[at + 1].StartsWith("--", StringComparison.Ordinal))
                faults.Add($"`{args[at]}` needs a value.");
            else
                at++;
        }

        return faults;
    }

    private static (string? Name, bool HasValue) Split(string arg)
    {
        var name = arg.StartsWith("--", StringComparison.Ordinal) ? arg[2..] : arg.StartsWith('/') ? arg[1..] : null;
        var equals = (name ?? arg).IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (name, false) : ((name ?? arg)[..equals], true);
    }

    private static string RootOf(string name) => name.Split(':')[0];

    private static bool IsKnown(string name, IEnumerable<string> known) =>
        known.Contains(name.Contains(':', StringComparison.Ordinal) ? RootOf(name) + Section : name, StringComparer.OrdinalIgnoreCase);
}
