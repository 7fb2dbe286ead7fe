using System.ComponentModel.DataAnnotations;

namespace PolicyApi.Platform;

/// <summary>Which store keeps the data.</summary>
public enum StoreKind
{
    /// <summary>Files in the data folder, for one process.</summary>
    LiteDb,

    /// <summary>A PostgreSQL database, for any number of processes.</summary>
    Postgres,
}

/// <summary>Where the service keeps its data. Section <c>Store</c> of the settings; checked when the service starts.</summary>
public sealed class StoreSettings : IValidatableObject
{
    /// <summary>The section's name in the settings.</summary>
    public const string Section = "Store";

    /// <summary>Which store: <c>litedb</c> or <c>postgres</c>; <c>litedb</c> unless set.</summary>
    [EnumDataType(typeof(StoreKind))]
    public StoreKind Kind { get; init; } = StoreKind.LiteDb;

    /// <summary>The folder of the embedded store, and of this process's own keys; a relative path starts beside <c>policies/</c>. <c>data</c> unless set.</summary>
    [Required]
    public string Folder { get; init; } = "data";

    /// <summary>How to reach the database, in Npgsql's words; needed for <c>postgres</c> and for nothing else.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>For how many seconds a call waits for a database that cannot be reached before it is answered with 503: 1 to 120, 10 unless set.</summary>
    [Range(1, 120)]
    public int PatienceSeconds { get; init; } = 10;

    /// <summary>Whether a store without any publication is filled with the documents that ship with the service; yes unless set.</summary>
    public bool Seed { get; init; } = true;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var given = !string.IsNullOrWhiteSpace(ConnectionString);
        if (Kind == StoreKind.Postgres && !given)
            yield return new ValidationResult(
                "`Store:Kind` is `postgres`, which needs `Store:ConnectionString`, such as `Host=db;Database=policies;Username=policies;Password=…`.", [nameof(ConnectionString)]);
        if (Kind != StoreKind.Postgres && given)
            yield return new ValidationResult(
                "`Store:ConnectionString` is set, but `Store:Kind` is not `postgres`; set that too, or leave the connection string out.", [nameof(Kind)]);
    }
}
