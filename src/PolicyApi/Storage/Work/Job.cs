namespace PolicyApi.Storage.Work;

/// <summary>Where a job stands.</summary>
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

/// <summary>A job to be made.</summary>
/// <param name="Id">1–64 characters of <c>a–z 0–9 _</c>; ids of later jobs stand after those of earlier ones.</param>
/// <param name="Kind">The kind of work: 1–64 characters of <c>a–z 0–9 -</c>.</param>
/// <param name="At">When; stored in UTC, cut to the millisecond.</param>
/// <param name="By">By whom.</param>
/// <param name="Spec">What the kind has to know, in JSON; at most <see cref="WorkLimits.MaxSpecBytes"/>.</param>
public sealed record NewJob(string Id, string Kind, DateTimeOffset At, string By, ReadOnlyMemory<byte> Spec);

/// <summary>A chunk to be added.</summary>
/// <param name="Number">1-based, without gaps.</param>
/// <param name="Lines">How many lines it holds; at least 1.</param>
/// <param name="Input">What is to be handled; at most <see cref="StoreLimits.MaxContentBytes"/>.</param>
public sealed record NewChunk(int Number, int Lines, ReadOnlyMemory<byte> Input);

/// <summary>The current state of a job.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">The kind of work.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">By whom.</param>
/// <param name="Spec">What the kind has to know.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StartedAt">When work could begin; <see langword="null"/> before.</param>
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

/// <summary>A chunk in a worker's hands.</summary>
/// <param name="JobId">Its job.</param>
/// <param name="Kind">The job's kind.</param>
/// <param name="CreatedAt">When the job was made.</param>
/// <param name="Spec">The job's specification.</param>
/// <param name="Number">The chunk's number.</param>
/// <param name="Input">What is to be handled.</param>
/// <param name="Tries">How often it has been taken, this time included.</param>
public sealed record WorkChunk(string JobId, string Kind, DateTimeOffset CreatedAt, ReadOnlyMemory<byte> Spec, int Number, ReadOnlyMemory<byte> Input, int Tries);

/// <summary>What handling a chunk came to.</summary>
/// <param name="Output">Its result; at most <see cref="WorkLimits.MaxResultBytes"/>.</param>
/// <param name="Failed">How many of its lines could not be handled.</param>
/// <param name="Decisions">What goes into the decision log with it. Made again from the same chunk, they must be the same.</param>
public sealed record WorkResult(ReadOnlyMemory<byte> Output, int Failed, IReadOnlyList<DecisionRecord> Decisions);

/// <summary>What a chunk holds.</summary>
/// <param name="Number">The chunk's number.</param>
/// <param name="IsDone">Whether it is its result, or still its input.</param>
/// <param name="Bytes">The one or the other.</param>
public sealed record ChunkContent(int Number, bool IsDone, ReadOnlyMemory<byte> Bytes);

/// <summary>What a chunk is to hold instead.</summary>
/// <param name="Bytes">Its input or result; of as many lines as before.</param>
/// <param name="MoreFailed">How many lines count as failed now that did not before; 0 for an input.</param>
public sealed record ChunkRewrite(ReadOnlyMemory<byte> Bytes, int MoreFailed);

/// <summary>What every store of work holds.</summary>
public static class WorkLimits
{
    /// <summary>The maximum number of bytes of a job's specification: 256 KiB.</summary>
    public const int MaxSpecBytes = 256 * 1024;

    /// <summary>The maximum number of bytes of one chunk's result: 14 MiB.</summary>
    public const int MaxResultBytes = 14 * 1024 * 1024;

    /// <summary>The maximum number of jobs on one page.</summary>
    public const int MaxPageSize = 200;

    /// <summary>What counts as recent when the speed of a job is reported.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromSeconds(10);
}
