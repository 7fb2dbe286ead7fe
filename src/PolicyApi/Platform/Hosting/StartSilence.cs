namespace PolicyApi.Platform.Hosting;

/// <summary>
/// Keeps the host from logging why it cannot start, with a stack trace. The failure is also thrown, and the program reports it in one line, or with
/// its stack trace if it is a fault of the service itself.
/// </summary>
internal sealed class StartSilence
{
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";

    private volatile bool _isStarting;

    /// <summary>Starts the service, silently.</summary>
    /// <param name="start">Starts the service.</param>
    public async Task DuringAsync(Func<Task> start)
    {
        _isStarting = true;
        try
        {
            await start();
        }
        finally
        {
            _isStarting = false;
        }
    }

    /// <summary>Adds the rule for every logging provider that the other rules name, and for all others.</summary>
    public void Apply(LoggerFilterOptions filters)
    {
        foreach (var provider in filters.Rules.Select(r => r.ProviderName).Append(null).Distinct(StringComparer.Ordinal).ToList())
            filters.Rules.Add(new LoggerFilterRule(provider, Host, LogLevel.Warning, (_, _, _) => !_isStarting));
    }
}
