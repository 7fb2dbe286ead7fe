using System.Diagnostics;

namespace PolicyApi.Observability;

/// <summary>
/// Keeps paths, which contain the ids of people, out of logs: the framework puts every request's path into a logging scope, which this switches off.
/// Without that scope, the framework gives requests a trace id only if something listens to its activities, which this does.
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

    /// <summary>Switches off the framework's log messages and scopes for requests, for all logging providers.</summary>
    public static void SwitchOff(LoggerFilterOptions filters)
    {
        foreach (var provider in filters.Rules.Select(r => r.ProviderName).Append(null).Distinct(StringComparer.Ordinal).ToList())
            filters.Rules.Add(new LoggerFilterRule(provider, Framework, LogLevel.None, filter: null));
    }

    /// <summary>Listens to requests, so that each gets a trace id.</summary>
    public void Listen() => ActivitySource.AddActivityListener(_listener);

    /// <inheritdoc />
    public void Dispose() => _listener.Dispose();
}
