using System.ComponentModel.DataAnnotations;

namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>Settings of the embedded store.</summary>
public sealed record LiteDbOptions
{
    /// <summary>The folder that contains the store's files; created if absent. Only one process at a time may have it open.</summary>
    [Required]
    public required string DataFolder { get; init; }

    /// <summary>How many appends to the decision log may wait before further ones are refused; 1–1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int DecisionQueueLength { get; init; } = 10_000;

    /// <summary>How many changes may wait to be written to the journal before further ones are refused; 1–1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int JournalQueueLength { get; init; } = 1_000;

    /// <summary>How many bytes may wait in each of the two queues, unless it is a single append; 1 MiB to 4 GiB.</summary>
    [Range(1_048_576L, 4_294_967_296L)]
    public long QueueBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>How many months of decisions are kept open; 2–100. Each uses memory for the pages it has read.</summary>
    [Range(2, 100)]
    public int OpenDecisionFiles { get; init; } = 6;

    /// <summary>
    /// The size at which a file's log is applied to the data file; 64 KiB to 1 GiB. It limits the time to open after a crash
    /// and the memory for pages of the log; the cost per page is the same at any size.
    /// </summary>
    [Range(65_536L, 1_073_741_824L)]
    public long CheckpointBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>
    /// How many decisions a chapter of the index covers. Opening a month after a crash reads up to as many again, and a list or a lookup by id reads whole
    /// chapters.
    /// </summary>
    internal int ChapterLength { get; init; } = 1_024;

    /// <summary>
    /// How many bytes of the disk are kept in reserve; 0 for none, otherwise up to 1 TiB. They must be enough for a group of appends (16 MiB) and for
    /// applying the logs of three files (<see cref="CheckpointBytes"/> each).
    /// </summary>
    [Range(0L, 1_099_511_627_776L)]
    public long ReserveBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>The maximum number of records on one page of decisions; 1–1,000.</summary>
    [Range(1, StoreLimits.MaxPageSize)]
    public int MaxPageSize { get; init; } = 200;
}
