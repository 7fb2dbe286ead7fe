using PolicyApi.Platform.Settings;

namespace PolicyApi.Demo;

/// <summary>What <c>demo</c> was asked to do.</summary>
/// <param name="Exit">Stop after the reports instead of serving on.</param>
/// <param name="Output">Where the reports go; <see langword="null"/> for a fresh folder.</param>
/// <param name="Rest">Everything else, for the service's own settings.</param>
internal sealed record DemoOptions(bool Exit, string? Output, IReadOnlyList<string> Rest)
{
    /// <summary>How it is called.</summary>
    public const string Usage = "usage: demo [--exit] [--output DIR] [--urls URL]";

    /// <summary>Reads the command line.</summary>
    /// <param name="args">The whole command line.</param>
    /// <returns><see langword="null"/> when it does not start with <c>demo</c>.</returns>
    /// <exception cref="SettingsException"><c>--output</c> without a folder.</exception>
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
