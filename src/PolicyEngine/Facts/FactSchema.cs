using PolicyEngine.Documents;

namespace PolicyEngine.Facts;

/// <summary>What a fact may hold.</summary>
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
    /// <summary>What the value may hold.</summary>
    public required FactKind Kind { get; init; }

    /// <summary>The fields of an object, in declared order; empty otherwise.</summary>
    public IReadOnlyList<FactField> Fields { get; init; } = [];

    /// <summary>The schema of a list's items; <see langword="null"/> otherwise.</summary>
    public FactSchema? Items { get; init; }

    /// <summary>Fewest items of a list.</summary>
    public int MinItems { get; init; }

    /// <summary>The maximum number of items of a list.</summary>
    public int MaxItems { get; init; } = 1_000;

    /// <summary>Fewest characters of a text.</summary>
    public int MinLength { get; init; }

    /// <summary>The maximum number of characters of a text.</summary>
    public int MaxLength { get; init; } = 256;

    /// <summary>The only texts allowed; empty when any is.</summary>
    public IReadOnlyList<string> Enum { get; init; } = [];

    /// <summary>Least number allowed.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>Greatest number allowed.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>Numbers must be greater than this.</summary>
    public decimal? ExclusiveMinimum { get; init; }

    /// <summary>Numbers must be less than this.</summary>
    public decimal? ExclusiveMaximum { get; init; }

    /// <summary>Numbers must be a multiple of this; greater than zero.</summary>
    public decimal? MultipleOf { get; init; }

    /// <summary>Whether <c>null</c> may be written for "not known".</summary>
    public bool Nullable { get; init; }

    /// <summary>Whose personal data the value is, with everything in it.</summary>
    public PersonalData Personal { get; init; }

    /// <summary>What people call the value.</summary>
    public LocalizedText? Title { get; init; }

    /// <summary>The unit of a number, in words.</summary>
    public LocalizedText? Unit { get; init; }

    /// <summary>Finds a field below an object by its dotted path, such as <c>keyAccounts.actual</c>; lists are not entered.</summary>
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
/// <param name="Schema">What it may hold.</param>
/// <param name="Required">Whether facts without it are refused.</param>
public sealed record FactField(string Name, FactSchema Schema, bool Required);
