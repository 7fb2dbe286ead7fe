using System.ComponentModel.DataAnnotations;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Settings;

/// <summary>
/// The limits of requests and connections. Section <c>Limits</c> of the settings, shared with <see cref="EngineLimits"/>, the limits of
/// documents; checked when the service starts.
/// </summary>
public sealed class ServiceLimits
{
    /// <summary>The section's name in the settings.</summary>
    public const string Section = "Limits";

    /// <summary>The maximum number of bytes of one document: 1 KiB to 4 MiB; default: 1 MiB.</summary>
    [Range(1_024, 4_194_304)]
    public int DocumentBytes { get; init; } = 1_048_576;

    /// <summary>The maximum number of bytes of one subject's facts, as a body or as one NDJSON line: 256 bytes to 4 MiB; default: 256 KiB.</summary>
    [Range(256, 4_194_304)]
    public int FactsBytes { get; init; } = 262_144;

    /// <summary>The maximum number of bytes of any other body, such as a publication's: 64 bytes to 1 MiB; default: 16 KiB.</summary>
    [Range(64, 1_048_576)]
    public int CommandBytes { get; init; } = 16_384;

    /// <summary>The maximum number of NDJSON lines answered before they are stored and sent together: 1 to 1,000; default: 500.</summary>
    [Range(1, 1_000)]
    public int BatchLines { get; init; } = 500;

    /// <summary>The maximum number of bytes of answers collected before they are stored and sent together: 4 KiB to 64 MiB; default: 1 MiB.</summary>
    [Range(4_096, 67_108_864)]
    public int BatchBytes { get; init; } = 1_048_576;

    /// <summary>
    /// The maximum number of bytes of NDJSON answers kept in a temporary file for a client that sends before it reads: 0 to 4 GiB; default:
    /// 256 MiB. When the file is full, the service waits for the client to read.
    /// </summary>
    [Range(0L, 4_294_967_296L)]
    public long SpoolBytes { get; init; } = 268_435_456;

    /// <summary>The maximum number of bytes of all headers of one request: 4 KiB to 64 KiB; default: 16 KiB.</summary>
    [Range(4_096, 65_536)]
    public int HeaderBytes { get; init; } = 16_384;

    /// <summary>The maximum number of headers of one request: 16 to 200; default: 64.</summary>
    [Range(16, 200)]
    public int Headers { get; init; } = 64;

    /// <summary>The maximum number of seconds in which a request's headers must arrive: 1 to 120; default: 15.</summary>
    [Range(1, 120)]
    public int HeaderSeconds { get; init; } = 15;

    /// <summary>
    /// The number of seconds for which a service that is asked to stop keeps answering, with each answer the last on its connection: 0 to 30; default:
    /// 0. Behind a proxy that reuses connections, 2 seconds are enough to prevent requests on closed connections.
    /// </summary>
    [Range(0, 30)]
    public int DrainSeconds { get; init; }

    /// <summary>The maximum number of open connections: 10 to 100,000; default: 5,000.</summary>
    [Range(10, 100_000)]
    public int Connections { get; init; } = 5_000;

    /// <summary>The requests per second allowed to one key or token: 1 to 100,000; default: 200. A stream of lines is one request.</summary>
    [Range(1, 100_000)]
    public int RequestsPerSecond { get; init; } = 200;

    /// <summary>The requests that one key or token may send at once after a pause: 1 to 1,000,000; default: 1,000.</summary>
    [Range(1, 1_000_000)]
    public int RequestBurst { get; init; } = 1_000;

    /// <summary>The requests per second allowed from one address without a valid key or token: 1 to 100,000; default: 20.</summary>
    [Range(1, 100_000)]
    public int StrangerRequestsPerSecond { get; init; } = 20;

    /// <summary>The requests without a valid key or token that one address may send at once after a pause: 1 to 1,000,000; default: 100.</summary>
    [Range(1, 1_000_000)]
    public int StrangerRequestBurst { get; init; } = 100;
}
