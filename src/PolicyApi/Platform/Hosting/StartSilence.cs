namespace PolicyApi.Platform.Hosting;

/// <summary>
/// Keeps the host from logging why it cannot start, with its stack trace: the failure is thrown as well, and the program tells it in a line, or with
/// the trace where it is no fault of whoever starts it.
/// </summary>
internal sealed class StartSilence
{
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";

    private volatile bool _isStarting;

    /// <summary>Starts the service.</summary>
    /// <param name="start">Does it.</param>
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

    /// <summary>Adds the rule, whatever else is logged and wherever to.</summary>
    public void Apply(LoggerFilterOptions filters)
    {
        foreach (var provider in filters.Rules.Select(r => r.ProviderName).Append(null).Distinct(StringComparer.Ordinal).ToList())
            filters.Rules.Add(new LoggerFilterRule(provider, Host, LogLevel.Warning, (_, _, _) => !_isStarting));
    }
}
