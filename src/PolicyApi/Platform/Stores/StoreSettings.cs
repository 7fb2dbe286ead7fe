using System.ComponentModel.DataAnnotations;

namespace PolicyApi.Platform.Stores;

/// <summary>Where the service keeps its data. Section <c>Store</c> of the settings; checked when the service starts.</summary>
public sealed class StoreSettings : IValidatableObject
{
    /// <summary>The section's name in the settings.</summary>
    public const string Section = "Store";

    private const string LiteDb = "litedb";
    private const string Postgres = "postgres";

    /// <summary>
    /// The kind of store: <c>litedb</c>, files used by this process only, or <c>postgres</c>, a database for any number of processes; default: <c>litedb</c>.
    /// </summary>
    [Required]
    public string Kind { get; init; } = LiteDb;

    /// <summary>Whether the store is a PostgreSQL database.</summary>
    internal bool IsPostgres => string.Equals(Kind, Postgres, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The folder of the embedded store and of the keys that this process generates; default: <c>data</c>. A relative path starts in the folder that contains
    /// <c>policies/</c>.
    /// </summary>
    [Required]
    public string Folder { get; init; } = "data";

    /// <summary>The folder for backups of the embedded store, one subfolder each, preferably on another disk; <see langword="null"/> for no backups.</summary>
    public string? BackupFolder { get; init; }

    /// <summary>The connection string of the database, as Npgsql reads it; required for <c>postgres</c>, refused otherwise.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>How many seconds a request waits for an unreachable database before it gets 503: 1 to 120; default: 10.</summary>
    [Range(1, 120)]
    public int PatienceSeconds { get; init; } = 10;

    /// <summary>
    /// The free space in MiB below which the embedded store only reads and stores nothing, until there is more: 0 (no reserve; a full disk ends the service) to
    /// 1,048,576; default: 128.
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
