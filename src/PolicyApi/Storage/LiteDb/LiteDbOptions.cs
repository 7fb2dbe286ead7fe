using System.ComponentModel.DataAnnotations;

namespace PolicyApi.Storage.LiteDb;

/// <summary>Settings of the embedded store.</summary>
public sealed record LiteDbOptions
{
    /// <summary>The folder that holds the store's files; made when absent. One process at a time may have it open.</summary>
    [Required]
    public required string DataFolder { get; init; }

    /// <summary>How many appends to the decision log may wait before more are refused; 1–1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int DecisionQueueLength { get; init; } = 10_000;

    /// <summary>Most records on one page of decisions; 1–1,000.</summary>
    [Range(1, StoreLimits.MaxPageSize)]
    public int MaxPageSize { get; init; } = 200;
}
