namespace PolicyApi.Storage.Work;

/// <summary>The state of a job.</summary>
public enum JobState
{
    /// <summary>Its lines are still arriving.</summary>
    Receiving,

    /// <summary>It is being worked on.</summary>
    Running,

    /// <summary>Every line has its result.</summary>
    Done,

    /// <summary>It was ended before every line had its result.</summary>
    Cancelled,
}

/// <summary>A job to be created.</summary>
/// <param name="Id">1–64 characters of <c>a–z 0–9 _</c>; ids of later jobs sort after those of earlier ones.</param>
/// <param name="Kind">The kind of work: 1–64 characters of <c>a–z 0–9 -</c>.</param>
/// <param name="At">When; stored in UTC, truncated to the millisecond.</param>
/// <param name="By">By whom.</param>
/// <param name="Spec">The specification for the kind of work, in JSON; at most <see cref="WorkLimits.MaxSpecBytes"/>.</param>
public sealed record NewJob(string Id, string Kind, DateTimeOffset At, string By, ReadOnlyMemory<byte> Spec);

/// <summary>A chunk to be added.</summary>
/// <param name="Number">1-based, without gaps.</param>
/// <param name="Lines">The number of lines in it; at least 1.</param>
/// <param name="Input">The lines to be handled; at most <see cref="StoreLimits.MaxContentBytes"/>.</param>
public sealed record NewChunk(int Number, int Lines, ReadOnlyMemory<byte> Input);

/// <summary>The current state of a job.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">The kind of work.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="CreatedBy">By whom.</param>
/// <param name="Spec">The specification for the kind of work.</param>
/// <param name="State">Its state.</param>
/// <param name="StartedAt">When all lines had arrived and work could start; <see langword="null"/> before.</param>
/// <param name="EndedAt">When it was done or cancelled; <see langword="null"/> before.</param>
/// <param name="Lines">How many lines it has so far.</param>
/// <param name="Done">How many lines have a result, failed ones included.</param>
/// <param name="Failed">How many of those could not be handled.</param>
/// <param name="Recent">How many lines got their result within <see cref="WorkLimits.Recent"/>.</param>
public sealed record Job(
    string Id,
    string Kind,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    ReadOnlyMemory<byte> Spec,
    JobState State,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    long Lines,
    long Done,
    long Failed,
    long Recent);

/// <summary>A chunk that a worker has taken.</summary>
/// <param name="JobId">Its job.</param>
/// <param name="Kind">The job's kind.</param>
/// <param name="CreatedAt">When the job was created.</param>
/// <param name="Spec">The job's specification.</param>
/// <param name="Number">The chunk's number.</param>
/// <param name="Input">The lines to be handled.</param>
/// <param name="Tries">How often it has been taken, this time included.</param>
public sealed record WorkChunk(string JobId, string Kind, DateTimeOffset CreatedAt, ReadOnlyMemory<byte> Spec, int Number, ReadOnlyMemory<byte> Input, int Tries);

/// <summary>The result of handling a chunk.</summary>
/// <param name="Output">Its result; at most <see cref="WorkLimits.MaxResultBytes"/>.</param>
/// <param name="Failed">How many of its lines could not be handled.</param>
/// <param name="Decisions">The decisions to be logged with it. Handling the same chunk again must produce the same decisions.</param>
public sealed record WorkResult(ReadOnlyMemory<byte> Output, int Failed, IReadOnlyList<DecisionRecord> Decisions);

/// <summary>The content of a chunk.</summary>
/// <param name="Number">The chunk's number.</param>
/// <param name="IsDone">Whether the content is its result, or still its input.</param>
/// <param name="Bytes">The result or the input.</param>
public sealed record ChunkContent(int Number, bool IsDone, ReadOnlyMemory<byte> Bytes);

/// <summary>The new content of a chunk.</summary>
/// <param name="Bytes">Its input or result, with the same number of lines as before.</param>
/// <param name="MoreFailed">How many more lines count as failed than before; 0 for an input.</param>
public sealed record ChunkRewrite(ReadOnlyMemory<byte> Bytes, int MoreFailed);

/// <summary>The limits of every store of work.</summary>
public static class WorkLimits
{
    /// <summary>The maximum number of bytes of a job's specification: 256 KiB.</summary>
    public const int MaxSpecBytes = 256 * 1024;

    /// <summary>The maximum number of bytes of one chunk's result: 14 MiB.</summary>
    public const int MaxResultBytes = 14 * 1024 * 1024;

    /// <summary>The maximum number of jobs on one page.</summary>
    public const int MaxPageSize = 200;

    /// <summary>The period over which the speed of a job is measured.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromSeconds(10);
}
