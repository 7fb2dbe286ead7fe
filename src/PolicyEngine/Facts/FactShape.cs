using System.Runtime.CompilerServices;

namespace PolicyEngine.Facts;

/// <summary>An object schema turned into an emitted CLR type, with methods to create and read its instances.</summary>
public sealed class FactShape
{
    private readonly Dictionary<string, int> _slots;
    private readonly FactShape?[] _below;
    private readonly FactObject _empty;
    private FactLists? _lists;
    private Dictionary<Type, FactShape>? _byType;

    private FactShape(FactSchema schema, string path, FactTypeEmitter emitter)
    {
        Schema = schema;
        Path = path;
        _slots = schema.Fields.Select((field, slot) => (field.Name, slot)).ToDictionary(f => f.Name, f => f.slot, StringComparer.Ordinal);
        _below = [.. schema.Fields.Select(f => Below(f, path, emitter))];
        ClrType = emitter.EmitFacts(TypeName(path), [.. schema.Fields.Select((f, slot) => (f.Name, TypeOf(f.Schema, _below[slot])))]);
        _empty = (FactObject)RuntimeHelpers.GetUninitializedObject(ClrType);
    }

    /// <summary>The schema it was made from; of kind <see cref="FactKind.Object"/>.</summary>
    public FactSchema Schema { get; }

    /// <summary>The path of instances, for messages: <c>manager.months[]</c>.</summary>
    public string Path { get; }

    /// <summary>The emitted type, derived from <see cref="FactObject"/>.</summary>
    public Type ClrType { get; }

    /// <summary>Emits the types of an object schema and all it contains.</summary>
    /// <param name="schema">A schema of kind object.</param>
    /// <param name="path">The name under which expressions reach the root.</param>
    public static FactShape Create(FactSchema schema, string path)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new FactShape(schema, path, new FactTypeEmitter());
    }

    /// <summary>An instance in which everything is missing; it must not be changed.</summary>
    internal FactObject Empty => _empty;

    /// <summary>A new instance in which everything is missing.</summary>
    public FactObject CreateInstance() => (FactObject)RuntimeHelpers.GetUninitializedObject(ClrType);

    /// <summary>A new list for instances, all of them still missing.</summary>
    public FactObject[] CreateList(int count) => (_lists ??= FactLists.Of(ClrType)).Create(count);

    /// <summary>The slot of a field, or -1.</summary>
    /// <param name="name">The field's name; case matters.</param>
    public int SlotOf(string name) => _slots.GetValueOrDefault(name, -1);

    /// <summary>Whether a value is of the CLR type of a slot.</summary>
    internal bool Holds(int slot, object value) => TypeOf(Schema.Fields[slot].Schema, _below[slot]).IsInstanceOfType(value);

    /// <summary>The shape of the object, or of the list's items, in a slot; <see langword="null"/> for other kinds.</summary>
    public FactShape? Below(int slot) => _below[slot];

    /// <summary>This shape and all below it.</summary>
    public IEnumerable<FactShape> WithAllBelow() => _below.OfType<FactShape>().SelectMany(s => s.WithAllBelow()).Prepend(this);

    /// <summary>The shape, among this one and all below it, whose emitted CLR type this is; <see langword="null"/> for other types.</summary>
    internal FactShape? OfType(Type type) => (_byType ??= WithAllBelow().ToDictionary(s => s.ClrType)).GetValueOrDefault(type);

    /// <summary>A reader of any value at a dotted path.</summary>
    /// <param name="path">A path that <see cref="FactSchema.Find"/> finds.</param>
    internal Func<FactObject, FactValue> ValueAt(string path)
    {
        var field = new FactPlace(this, path);
        return field.Kind switch
        {
            FactKind.Number or FactKind.Integer => facts => FactValue.Of(field.Number(facts)),
            FactKind.Boolean => facts => FactValue.Of(field.Boolean(facts)),
            FactKind.Date => facts => FactValue.Of(field.Date(facts)),
            _ => facts => FactValue.Of(field.Reference(facts)),
        };
    }

    /// <summary>Whether nothing is missing in an instance and in what it contains.</summary>
    internal bool IsComplete(FactObject? facts)
    {
        if (facts is null)
            return false;
        for (var slot = 0; slot < Schema.Fields.Count; slot++)
        {
            var isThere = Schema.Fields[slot].Schema.Kind switch
            {
                FactKind.Number or FactKind.Integer => facts.GetNumber(slot) is not null,
                FactKind.Boolean => facts.GetBoolean(slot) is not null,
                FactKind.Date => facts.GetDate(slot) is not null,
                _ => facts.GetReference(slot) is { } value && (_below[slot] is not { } below || Instances(value).All(below.IsComplete)),
            };
            if (!isThere)
                return false;
        }

        return true;
    }

    private static IEnumerable<FactObject> Instances(object value) => value switch
    {
        FactObject one => [one],
        FactObject[] many => many,
        Array lists => lists.Cast<object>().SelectMany(Instances),
        _ => [],
    };

    /// <summary>The values of an instance by field name; missing ones are omitted.</summary>
    internal IReadOnlyDictionary<string, object> ToDictionary(FactObject facts)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var slot = 0; slot < Schema.Fields.Count; slot++)
        {
            var field = Schema.Fields[slot];
            object? value = field.Schema.Kind switch
            {
                FactKind.Number or FactKind.Integer => facts.GetNumber(slot),
                FactKind.Boolean => facts.GetBoolean(slot),
                FactKind.Date => facts.GetDate(slot),
                FactKind.Object => facts.GetReference(slot) is FactObject below ? _below[slot]!.ToDictionary(below) : null,
                FactKind.List when field.Schema.Items!.Kind == FactKind.Object =>
                    facts.GetReference(slot) is FactObject[] items ? Array.ConvertAll(items, _below[slot]!.ToDictionary) : null,
                _ => facts.GetReference(slot),
            };
            if (value is not null)
                values.Add(field.Name, value);
        }

        return values;
    }

    /// <summary>The values of instances by field name.</summary>
    internal IReadOnlyDictionary<string, object>[] ToDictionaries(FactObject[] facts) => Array.ConvertAll(facts, ToDictionary);

    /// <summary>The path as a type name: dots and brackets would be read as namespaces and arrays.</summary>
    private static string TypeName(string path) => path.Length == 0 ? "facts" : path.Replace("[]", "°", StringComparison.Ordinal).Replace('.', '·');

    private static FactShape? Below(FactField field, string path, FactTypeEmitter emitter) =>
        Below(field.Schema, path.Length == 0 ? field.Name : $"{path}.{field.Name}", emitter);

    private static FactShape? Below(FactSchema schema, string path, FactTypeEmitter emitter) => schema.Kind switch
    {
        FactKind.Object => new FactShape(schema, path, emitter),
        FactKind.List => Below(schema.Items!, path + "[]", emitter),
        _ => null,
    };

    /// <summary>The CLR type of a value.</summary>
    /// <param name="schema">Its schema.</param>
    /// <param name="below">The shape of the objects in it, if there are any.</param>
    internal static Type TypeOf(FactSchema schema, FactShape? below) => schema.Kind switch
    {
        FactKind.Number or FactKind.Integer => typeof(decimal),
        FactKind.Boolean => typeof(bool),
        FactKind.Date => typeof(DateTime),
        FactKind.Text => typeof(string),
        FactKind.Object => below!.ClrType,
        _ => TypeOf(schema.Items!, below).MakeArrayType(),
    };
}
