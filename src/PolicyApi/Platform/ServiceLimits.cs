using System.ComponentModel.DataAnnotations;

namespace PolicyApi.Platform;

/// <summary>How much the service takes at once. Section <c>Limits</c> of the settings; checked when the service starts.</summary>
public sealed class ServiceLimits
{
    /// <summary>The section's name in the settings.</summary>
    public const string Section = "Limits";

    /// <summary>Most bytes of one document: 1 KiB to 8 MiB, 1 MiB unless set.</summary>
    [Range(1_024, 8_388_608)]
    public int DocumentBytes { get; init; } = 1_048_576;

    /// <summary>Most bytes of one subject's facts, as a body or as one NDJSON line: 256 bytes to 4 MiB, 256 KiB unless set.</summary>
    [Range(256, 4_194_304)]
    public int FactsBytes { get; init; } = 262_144;

    /// <summary>Most bytes of any other body, such as a publication's: 64 bytes to 1 MiB, 16 KiB unless set.</summary>
    [Range(64, 1_048_576)]
    public int CommandBytes { get; init; } = 16_384;

    /// <summary>Most NDJSON lines decided before they are stored and sent together: 1 to 1,000, 500 unless set.</summary>
    [Range(1, 1_000)]
    public int BatchLines { get; init; } = 500;

    /// <summary>Most bytes of answers kept before they are stored and sent together: 4 KiB to 64 MiB, 1 MiB unless set.</summary>
    [Range(4_096, 67_108_864)]
    public int BatchBytes { get; init; } = 1_048_576;

    /// <summary>
    /// Most bytes of NDJSON answers kept in a temporary file for a client that sends before it reads: 0 to 4 GiB, 256 MiB
    /// unless set. A client that has not read when the file is full is waited for.
    /// </summary>
    [Range(0L, 4_294_967_296L)]
    public long SpoolBytes { get; init; } = 268_435_456;
}
