using System.ComponentModel.DataAnnotations;

namespace PolicyApi.Storage.Postgres.Server;

/// <summary>Settings of the PostgreSQL store.</summary>
public sealed record PostgresOptions
{
    /// <summary>How to connect to the database, in Npgsql's format: <c>Host=…;Database=…;Username=…;Password=…</c>.</summary>
    [Required]
    public required string ConnectionString { get; init; }

    /// <summary>How many seconds a call waits for a lost server before it gives up; 1–120.</summary>
    [Range(1, 120)]
    public int PatienceSeconds { get; init; } = 10;

    /// <summary>How many appends to the decision log may wait before further ones are refused; 1–1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int DecisionQueueLength { get; init; } = 10_000;

    /// <summary>How many bytes of decisions may wait to be written before further ones are refused; 1 MiB to 4 GiB.</summary>
    [Range(1_048_576L, 4_294_967_296L)]
    public long QueueBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>The maximum number of records on one page of decisions; 1–1,000.</summary>
    [Range(1, StoreLimits.MaxPageSize)]
    public int MaxPageSize { get; init; } = 200;
}
