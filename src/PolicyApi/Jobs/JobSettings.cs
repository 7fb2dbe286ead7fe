using System.ComponentModel.DataAnnotations;

namespace PolicyApi.Jobs;

/// <summary>The limits of bulk work. Section <c>Jobs</c> of the settings; checked when the service starts.</summary>
public sealed class JobSettings
{
    /// <summary>The section's name in the settings.</summary>
    public const string Section = "Jobs";

    /// <summary>The number of chunks this process works on at a time: 0 to 64; default: 1. 0 leaves the work to other replicas.</summary>
    [Range(0, 64)]
    public int Workers { get; init; } = 1;

    /// <summary>The maximum number of jobs that are receiving lines or being worked on, in the whole store: 1 to 1,000; default: 20.</summary>
    [Range(1, 1_000)]
    public int Unfinished { get; init; } = 20;

    /// <summary>The maximum number of lines of one job: 1 to 100,000,000; default: 1,000,000.</summary>
    [Range(1, 100_000_000)]
    public int Lines { get; init; } = 1_000_000;

    /// <summary>The maximum number of bytes of one job's body: 1 KiB to 1 TiB; default: 4 GiB.</summary>
    [Range(1_024L, 1_099_511_627_776L)]
    public long BodyBytes { get; init; } = 4_294_967_296L;

    /// <summary>The number of days for which a job that has ended is kept with its result: 1 to 3,650; default: 7.</summary>
    [Range(1, 3_650)]
    public int KeepDays { get; init; } = 7;
}
