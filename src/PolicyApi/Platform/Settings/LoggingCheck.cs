namespace PolicyApi.Platform.Settings;

/// <summary>Finds invalid log levels in the framework's section <c>Logging</c>, for which the framework would end the process with a stack trace.</summary>
internal static class LoggingCheck
{
    private const string Section = "Logging";

    /// <summary>Returns an error for each invalid level.</summary>
    public static IReadOnlyList<string> Faults(IConfiguration configuration) =>
    [
        .. configuration.GetSection(Section).AsEnumerable()
            .Where(v => v.Key.Contains(":LogLevel:", StringComparison.OrdinalIgnoreCase) && v.Value is { Length: > 0 } && !Enum.TryParse<LogLevel>(v.Value, ignoreCase: true, out _))
            .Select(v => $"`{v.Key}` is `{v.Value}`; it must be one of {string.Join(", ", Enum.GetNames<LogLevel>().Select(n => $"`{n}`"))}."),
    ];
}
