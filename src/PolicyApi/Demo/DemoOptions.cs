using PolicyApi.Platform.Settings;

namespace PolicyApi.Demo;

/// <summary>The options of the command <c>demo</c>.</summary>
/// <param name="Exit">Whether to stop after the reports instead of keeping the service running.</param>
/// <param name="Output">The folder for the reports; <see langword="null"/> for a new one.</param>
/// <param name="Rest">All other arguments, which are settings of the service.</param>
internal sealed record DemoOptions(bool Exit, string? Output, IReadOnlyList<string> Rest)
{
    /// <summary>The usage of the command.</summary>
    public const string Usage = "usage: demo [--exit] [--output DIR] [--urls URL]";

    /// <summary>Reads the command line.</summary>
    /// <param name="args">The whole command line.</param>
    /// <returns>The options; <see langword="null"/> if the command line does not start with <c>demo</c>.</returns>
    /// <exception cref="SettingsException"><c>--output</c> has no folder.</exception>
    public static DemoOptions? Read(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args.Count == 0 || !string.Equals(args[0], "demo", StringComparison.Ordinal))
            return null;
        var options = new DemoOptions(false, null, []);
        for (var at = 1; at < args.Count; at++)
        {
            options = args[at] switch
            {
                "--exit" => options with { Exit = true },
                "--output" when at + 1 < args.Count => options with { Output = args[++at] },
                "--output" => throw new SettingsException([$"`--output` needs a folder; {Usage}"]),
                var other => options with { Rest = [.. options.Rest, other] },
            };
        }

        return options;
    }
}
