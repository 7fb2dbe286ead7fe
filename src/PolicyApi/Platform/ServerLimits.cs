using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace PolicyApi.Platform;

/// <summary>What the server itself refuses, before any of the service's code runs.</summary>
/// <param name="limits">How much is taken at once.</param>
internal sealed class ServerLimits(IOptions<ServiceLimits> limits) : IConfigureOptions<KestrelServerOptions>
{
    /// <inheritdoc />
    public void Configure(KestrelServerOptions options)
    {
        var taken = limits.Value;
        options.AddServerHeader = false;
        options.Limits.MaxRequestHeadersTotalSize = taken.HeaderBytes;
        options.Limits.MaxRequestHeaderCount = taken.Headers;
        options.Limits.MaxConcurrentConnections = taken.Connections;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(taken.HeaderSeconds);

        // Streams of lines lift this for themselves; every one of their lines has a limit.
        options.Limits.MaxRequestBodySize = Math.Max(taken.DocumentBytes, Math.Max(taken.FactsBytes, taken.CommandBytes));
    }
}
