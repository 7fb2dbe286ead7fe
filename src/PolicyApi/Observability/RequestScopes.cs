using System.Diagnostics;

namespace PolicyApi.Observability;

/// <summary>
/// Keeps paths out of logs: the framework puts every request's path into a scope around all its lines, and paths carry the ids of people. Without
/// that scope it gives requests no trace id either, unless somebody listens: this does.
/// </summary>
internal sealed class RequestScopes : IDisposable
{
    private const string Framework = "Microsoft.AspNetCore.Hosting.Diagnostics";
    private const string Requests = "Microsoft.AspNetCore";

    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => string.Equals(source.Name, Requests, StringComparison.Ordinal),
        Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
    };

    /// <summary>Switches the framework's lines and scopes of requests off, whatever else is logged and wherever to.</summary>
    public static void SwitchOff(LoggerFilterOptions filters)
    {
        foreach (var provider in filters.Rules.Select(r => r.ProviderName).Append(null).Distinct(StringComparer.Ordinal).ToList())
            filters.Rules.Add(new LoggerFilterRule(provider, Framework, LogLevel.None, filter: null));
    }

    /// <summary>Has every request traced as far as its ids.</summary>
    public void Listen() => ActivitySource.AddActivityListener(_listener);

    /// <inheritdoc />
    public void Dispose() => _listener.Dispose();
}
