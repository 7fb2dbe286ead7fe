using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using PolicyApi.Platform.Settings;

namespace PolicyApi.Platform.Connections;

/// <summary>Sets the limits that the web server enforces before any of the service's code runs.</summary>
/// <param name="limits">The limits of the settings.</param>
internal sealed class ServerLimits(IOptions<ServiceLimits> limits) : IConfigureOptions<KestrelServerOptions>
{
    private const long Excess = 4;

    /// <inheritdoc />
    public void Configure(KestrelServerOptions options)
    {
        var taken = limits.Value;
        options.AddServerHeader = false;
        options.Limits.MaxRequestHeadersTotalSize = taken.HeaderBytes;
        options.Limits.MaxRequestHeaderCount = taken.Headers;
        options.Limits.MaxConcurrentConnections = taken.Connections;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(taken.HeaderSeconds);

        // Each body has its own limit where it is read. A body up to a few times too large is still received and discarded, so that the
        // client reads the refusal instead of seeing a broken connection. Streams of lines lift this limit; each of their lines has a
        // limit of its own.
        options.Limits.MaxRequestBodySize = Excess * Math.Max(taken.DocumentBytes, Math.Max(taken.FactsBytes, taken.CommandBytes));
    }
}
