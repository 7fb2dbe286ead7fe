namespace PolicyApi.Storage;

/// <summary>The limits that every store must support and no caller may exceed.</summary>
public static class StoreLimits
{
    /// <summary>The maximum number of bytes of one content, one record or one decision's body: 8 MiB.</summary>
    public const int MaxContentBytes = 8 * 1024 * 1024;

    /// <summary>The maximum number of bytes of contents, records or bodies in one append: 64 MiB.</summary>
    public const long MaxAppendBytes = 64 * 1024 * 1024;

    /// <summary>The maximum number of entries and records in one change.</summary>
    public const int MaxChangeParts = 1_000;

    /// <summary>The maximum number of characters of an actor's name.</summary>
    public const int MaxActorLength = 256;

    /// <summary>The maximum number of characters of a client's address.</summary>
    public const int MaxOriginLength = 128;

    /// <summary>The maximum number of characters of a reason.</summary>
    public const int MaxReasonLength = 4_000;

    /// <summary>The maximum number of characters of a note's target.</summary>
    public const int MaxTargetLength = 512;

    /// <summary>The maximum number of UTF-8 bytes of an entry's details: 4 KiB.</summary>
    public const int MaxDetailsBytes = 4 * 1024;

    /// <summary>The maximum number of records removed by one sweep.</summary>
    public const int MaxSweep = 1_000;

    /// <summary>The maximum number of records in one append to the decision log, and of ids in one erasure.</summary>
    public const int MaxDecisionsPerAppend = 1_000;

    /// <summary>The maximum number of records on one page.</summary>
    public const int MaxPageSize = 1_000;

    /// <summary>The maximum number of entries or seals read at once.</summary>
    public const int MaxJournalRead = 10_000;

    /// <summary>The maximum number of characters of a decision's id.</summary>
    public const int MaxDecisionIdLength = 128;
}
