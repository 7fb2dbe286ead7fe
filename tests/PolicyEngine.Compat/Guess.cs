using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyEngine.Facts;

namespace PolicyEngine.Compat;

/// <summary>What is known of one value's schema so far.</summary>
internal sealed class Guess
{
    private FactSchema? _known;

    public bool IsUnknown { get; private init; }

    public bool IsDate { get; private init; }

    public FactKind Kind { get; set; } = FactKind.Text;

    public Dictionary<string, Guess> Fields { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Guess? Items { get; private set; }

    public static Guess Of(JsonNode? sample)
    {
        var schema = sample is null ? null : SampleSchema.Infer(JsonSerializer.SerializeToElement(sample));
        if (sample is JsonArray { Count: 0 })
            return new Guess { Kind = FactKind.List, Items = new Guess { IsUnknown = true } };
        return sample is JsonObject map ? OfObject(map) : schema is null ? new Guess { IsUnknown = true } : OfSchema(schema);
    }

    /// <summary>The member of an object, added as unknown when there is none; <see langword="null"/> for a value that has no members.</summary>
    public Guess? Member(string name)
    {
        if (!IsUnknown && Kind != FactKind.Object)
            return null;
        if (!Fields.TryGetValue(name, out var member))
            Fields.Add(name, member = new Guess { IsUnknown = true });
        return member;
    }

    public Guess ItemsOrSelf() => Items ?? this;

    public FactSchema ToSchema()
    {
        if (Fields.Count > 0 || (!IsUnknown && Kind == FactKind.Object))
            return new FactSchema { Kind = FactKind.Object, Nullable = true, Fields = [.. Fields.Select(f => new FactField(f.Key, f.Value.ToSchema(), Required: false))] };
        return Kind == FactKind.List && Items is not null
            ? (_known ?? new FactSchema { Kind = FactKind.List, Nullable = true }) with { Items = Items.ToSchema() with { Nullable = false } }
            : (_known ?? new FactSchema { Kind = Kind, MaxLength = 4_096 }) with { Kind = Kind, Nullable = true };
    }

    private static Guess OfObject(JsonObject map)
    {
        var guess = new Guess { Kind = FactKind.Object };
        foreach (var (name, value) in map)
            guess.Fields.TryAdd(name, Of(value));
        return guess;
    }

    private static Guess OfSchema(FactSchema schema)
    {
        var guess = new Guess { Kind = schema.Kind, IsDate = schema.Kind == FactKind.Date, _known = schema };
        foreach (var field in schema.Fields)
            guess.Fields.TryAdd(field.Name, OfSchema(field.Schema));
        if (schema.Items is not null)
            guess.Items = OfSchema(schema.Items);
        return guess;
    }
}
