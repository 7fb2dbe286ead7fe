using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using PolicyApi.Platform.Settings;

namespace PolicyApi.Platform.Connections;

/// <summary>What the server itself refuses, before any of the service's code runs.</summary>
/// <param name="limits">How much is taken at once.</param>
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

        // Bodies are held to their own limits where they are read. What is a few times too large is still taken in and thrown
        // away, so that whoever sent it reads the refusal instead of a broken connection. Streams of lines lift this for
        // themselves; every one of their lines has a limit.
        options.Limits.MaxRequestBodySize = Excess * Math.Max(taken.DocumentBytes, Math.Max(taken.FactsBytes, taken.CommandBytes));
    }
}
