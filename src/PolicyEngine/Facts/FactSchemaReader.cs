using PolicyEngine.Documents;

namespace PolicyEngine.Facts;

/// <summary>Reads the subset of JSON Schema 2020-12 in which fact models are written.</summary>
internal sealed class FactSchemaReader
{
    /// <summary>The greatest depth to which objects and lists nest.</summary>
    public const int MaxDepth = 8;

    /// <summary>The maximum number of properties of one object.</summary>
    public const int MaxProperties = 200;

    /// <summary>The maximum number of objects of a model, including the items of lists: each becomes a type of its own.</summary>
    public const int MaxObjects = 500;

    private const int MaxListItems = 10_000;
    /// <summary>The greatest <c>maxLength</c> that a model can set, in characters.</summary>
    public const int MaxTextLength = 4_096;
    private const int MaxEnumValues = 500;

    private static readonly Dictionary<string, FactKind> Kinds = new(StringComparer.Ordinal)
    {
        ["object"] = FactKind.Object,
        ["array"] = FactKind.List,
        ["string"] = FactKind.Text,
        ["number"] = FactKind.Number,
        ["integer"] = FactKind.Integer,
        ["boolean"] = FactKind.Boolean,
    };

    private readonly DiagnosticBag _diagnostics;
    private int _objects;

    private FactSchemaReader(DiagnosticBag diagnostics) => _diagnostics = diagnostics;

    /// <summary>Reads the root, which must be an object; returns <see langword="null"/> after reporting a fault that prevents it.</summary>
    public static FactSchema? ReadRoot(SourceNode node, DiagnosticBag diagnostics)
    {
        var reader = new FactSchemaReader(diagnostics);
        var schema = reader.Read(node, 1);
        if (reader._objects > MaxObjects)
            diagnostics.Error(node, "too-many", $"a fact model has at most {MaxObjects} objects, this one has {reader._objects}; leave out what no policy reads");
        if (schema is { Kind: not FactKind.Object })
            diagnostics.Error(node, "wrong-type", "the root of a fact model is of type `object`");
        if (schema is { Personal: not PersonalData.None })
            diagnostics.Error(node["personal"] ?? node, "about-field", "the subject's id stays visible, so not everything can be `personal`; mark the fields that are");
        return schema is { Kind: FactKind.Object } ? schema : null;
    }

    private FactSchema? Read(SourceNode node, int depth)
    {
        if (ObjectReader.Open(node, _diagnostics) is not { } reader)
            return null;
        if (depth > MaxDepth)
        {
            _diagnostics.Error(node, "too-deep", $"schemas nest at most {MaxDepth} deep; flatten this one");
            return null;
        }

        var kind = reader.Word("type", Kinds);
        var schema = kind switch
        {
            FactKind.Object => ReadObject(reader, depth),
            FactKind.List => ReadList(reader, depth),
            FactKind.Text => ReadText(reader),
            FactKind.Number or FactKind.Integer => ReadNumber(reader, kind.Value),
            FactKind.Boolean => new FactSchema { Kind = FactKind.Boolean },
            _ => null,
        };
        if (schema is null)
            return null;
        schema = schema with
        {
            Nullable = reader.OptionalBoolean("nullable") ?? false,
            Personal = PersonalDataReader.Read(reader),
            Title = reader.OptionalLocalized("title"),
            Unit = reader.OptionalLocalized("unit"),
        };
        reader.Done();
        return schema;
    }

    private FactSchema ReadObject(ObjectReader reader, int depth)
    {
        _objects++;
        var fields = new List<FactField>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var required = reader.OptionalTexts("required") ?? [];
        var properties = reader.Object("properties")?.Node.Members ?? [];
        if (properties.Count > MaxProperties)
            reader.ErrorAt("properties", "too-many", $"an object has at most {MaxProperties} properties, this one has {properties.Count}");
        foreach (var (name, node) in properties)
        {
            if (!NodeReading.IsName(name))
                _diagnostics.Error(node, "invalid-id", $"`{name}` is not a valid field name; use at most 64 letters, digits and _, not starting with a digit");
            else if (!names.Add(name))
                _diagnostics.Error(node, "duplicate-id", $"`{name}` differs from another property only by case; expressions could not tell them apart");
            if (Read(node, depth + 1) is { } schema)
                fields.Add(new FactField(name, schema, required.Any(r => string.Equals(r.Text, name, StringComparison.Ordinal))));
        }

        var declared = properties.Select(p => p.Key).ToList();
        foreach (var (name, at) in required.Where(r => !declared.Contains(r.Text, StringComparer.Ordinal)))
            _diagnostics.Error(at, "unknown-field", $"`{name}` is required but not declared; {Suggest.Hint(name, declared, "add it to `properties`")}");
        return new FactSchema { Kind = FactKind.Object, Fields = fields };
    }

    private FactSchema? ReadList(ObjectReader reader, int depth)
    {
        var items = reader.Required("items") is { } node ? Read(node, depth + 1) : null;
        var least = reader.OptionalInteger("minItems", 0, MaxListItems) ?? 0;
        var most = reader.OptionalInteger("maxItems", 0, MaxListItems) ?? 1_000;
        if (least > most)
            reader.ErrorAt("minItems", "out-of-range", $"`minItems` {least} is above `maxItems` {most}");
        if (items is { Kind: FactKind.List })
            reader.ErrorAt("items", "wrong-type", "a list of lists is not supported; make the items objects with a list each");
        if (items is { Kind: not FactKind.Object, Nullable: true })
            reader.ErrorAt("items", "wrong-type", "single values in a list cannot be null; leave such items out, or make the items objects");
        return items is null ? null : new FactSchema { Kind = FactKind.List, Items = items, MinItems = least, MaxItems = most };
    }

    private FactSchema ReadText(ObjectReader reader)
    {
        if (reader.OptionalText("format") is { } format)
        {
            if (!string.Equals(format, "date", StringComparison.Ordinal))
                reader.ErrorAt("format", "out-of-range", $"format `{format}` is not known here; the only one is `date`");
            return new FactSchema { Kind = FactKind.Date };
        }

        var least = reader.OptionalInteger("minLength", 0, MaxTextLength) ?? 0;
        var most = reader.OptionalInteger("maxLength", 0, MaxTextLength) ?? 256;
        if (least > most)
            reader.ErrorAt("minLength", "out-of-range", $"`minLength` {least} is above `maxLength` {most}");
        var words = reader.OptionalTexts("enum", minItems: 1) ?? [];
        if (words.Count > MaxEnumValues)
            reader.ErrorAt("enum", "too-many", $"an enum has at most {MaxEnumValues} values, this one has {words.Count}");
        var unique = new UniqueNames(_diagnostics, "value");
        foreach (var (word, at) in words)
            unique.Add(word, at);
        return new FactSchema { Kind = FactKind.Text, MinLength = least, MaxLength = most, Enum = [.. words.Select(w => w.Text)] };
    }

    private static FactSchema ReadNumber(ObjectReader reader, FactKind kind)
    {
        var schema = new FactSchema
        {
            Kind = kind,
            Minimum = reader.OptionalNumber("minimum"),
            Maximum = reader.OptionalNumber("maximum"),
            ExclusiveMinimum = reader.OptionalNumber("exclusiveMinimum"),
            ExclusiveMaximum = reader.OptionalNumber("exclusiveMaximum"),
            MultipleOf = reader.OptionalNumber("multipleOf"),
        };
        if (schema.MultipleOf <= 0)
            reader.ErrorAt("multipleOf", "out-of-range", "`multipleOf` is greater than zero");
        if (schema.Minimum > schema.Maximum)
            reader.ErrorAt("minimum", "out-of-range", "`minimum` is above `maximum`, so that no number would do");
        return schema;
    }
}
