using System.ComponentModel.DataAnnotations;

namespace PolicyApi.Platform.Stores;

/// <summary>Where the service keeps its data. Section <c>Store</c> of the settings; checked when the service starts.</summary>
public sealed class StoreSettings : IValidatableObject
{
    /// <summary>The section's name in the settings.</summary>
    public const string Section = "Store";

    private const string LiteDb = "litedb";
    private const string Postgres = "postgres";

    /// <summary>Which store: <c>litedb</c>, files of this process alone, or <c>postgres</c>, a database for any number of processes; default: <c>litedb</c>.</summary>
    [Required]
    public string Kind { get; init; } = LiteDb;

    /// <summary>Whether the store is a PostgreSQL database.</summary>
    internal bool IsPostgres => string.Equals(Kind, Postgres, StringComparison.OrdinalIgnoreCase);

    /// <summary>The folder of the embedded store and of the keys this process generates; a relative path starts beside <c>policies/</c>. Default: <c>data</c>.</summary>
    [Required]
    public string Folder { get; init; } = "data";

    /// <summary>The folder for backups of the embedded store, one subfolder each; best on another disk. Without it there are no backups.</summary>
    public string? BackupFolder { get; init; }

    /// <summary>How to reach the database, in Npgsql's words; needed for <c>postgres</c> and for nothing else.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>How many seconds a request waits for an unreachable database before it gets 503: 1 to 120; default: 10.</summary>
    [Range(1, 120)]
    public int PatienceSeconds { get; init; } = 10;

    /// <summary>
    /// How many MiB of the embedded store's disk are kept back: with less left, what is stored is read and nothing is added, until there is room: 0 (nothing is
    /// kept back, and a full disk ends the service) to 1,048,576; default: 128.
    /// </summary>
    [Range(0, 1_048_576)]
    public int ReserveMegabytes { get; init; } = 128;

    /// <summary>Whether a store without any publication is filled with the documents that ship with the service; default: yes.</summary>
    public bool Seed { get; init; } = true;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var given = !string.IsNullOrWhiteSpace(ConnectionString);
        if (!IsPostgres && !string.Equals(Kind, LiteDb, StringComparison.OrdinalIgnoreCase))
            yield return new ValidationResult($"`Store:Kind` is `{Kind}`; set `litedb` or `postgres`.", [nameof(Kind)]);
        else if (IsPostgres && !given)
            yield return new ValidationResult(
                "`Store:Kind` is `postgres`, which needs `Store:ConnectionString`, such as `Host=db;Database=policies;Username=policies;Password=…`.", [nameof(ConnectionString)]);
        else if (!IsPostgres && given)
            yield return new ValidationResult(
                "`Store:ConnectionString` is set, but `Store:Kind` is not `postgres`; set that too, or leave the connection string out.", [nameof(Kind)]);
    }
}
