using PolicyEngine.Documents;

namespace PolicyEngine.Facts;

/// <summary>The kind of value that a fact holds.</summary>
public enum FactKind
{
    /// <summary>A decimal.</summary>
    Number,

    /// <summary>A decimal without a fraction.</summary>
    Integer,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A boolean.</summary>
    Boolean,

    /// <summary>A calendar date.</summary>
    Date,

    /// <summary>Named fields.</summary>
    Object,

    /// <summary>A list of items of one schema.</summary>
    List,
}

/// <summary>The schema of one value in a fact model.</summary>
public sealed record FactSchema
{
    /// <summary>The kind of the value.</summary>
    public required FactKind Kind { get; init; }

    /// <summary>The fields of an object, in declared order; empty for other kinds.</summary>
    public IReadOnlyList<FactField> Fields { get; init; } = [];

    /// <summary>The schema of a list's items; <see langword="null"/> for other kinds.</summary>
    public FactSchema? Items { get; init; }

    /// <summary>The minimum number of items of a list.</summary>
    public int MinItems { get; init; }

    /// <summary>The maximum number of items of a list.</summary>
    public int MaxItems { get; init; } = 1_000;

    /// <summary>The minimum number of characters of a text.</summary>
    public int MinLength { get; init; }

    /// <summary>The maximum number of characters of a text.</summary>
    public int MaxLength { get; init; } = 256;

    /// <summary>The only texts allowed; empty when any text is.</summary>
    public IReadOnlyList<string> Enum { get; init; } = [];

    /// <summary>The smallest number allowed.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>The greatest number allowed.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>The number that a value must exceed.</summary>
    public decimal? ExclusiveMinimum { get; init; }

    /// <summary>The number that a value must stay below.</summary>
    public decimal? ExclusiveMaximum { get; init; }

    /// <summary>The number that a value must be a multiple of; greater than zero.</summary>
    public decimal? MultipleOf { get; init; }

    /// <summary>Whether <c>null</c> may be written for an unknown value.</summary>
    public bool Nullable { get; init; }

    /// <summary>Whose personal data the value is, including everything in it.</summary>
    public PersonalData Personal { get; init; }

    /// <summary>The display name of the value.</summary>
    public LocalizedText? Title { get; init; }

    /// <summary>The unit of a number, for display.</summary>
    public LocalizedText? Unit { get; init; }

    /// <summary>
    /// Returns the schema of a field below an object, by a dotted path such as <c>keyAccounts.actual</c>; <see langword="null"/> if there is none. Paths do
    /// not lead into lists.
    /// </summary>
    /// <param name="path">Field names joined by dots; case matters.</param>
    public FactSchema? Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var schema = this;
        foreach (var name in path.Split('.'))
        {
            schema = schema.Fields.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.Ordinal))?.Schema;
            if (schema is null)
                return null;
        }

        return schema;
    }
}

/// <summary>One field of an object in a fact model.</summary>
/// <param name="Name">The member name in JSON and in expressions.</param>
/// <param name="Schema">The schema of its value.</param>
/// <param name="Required">Whether facts without it are refused.</param>
public sealed record FactField(string Name, FactSchema Schema, bool Required);
