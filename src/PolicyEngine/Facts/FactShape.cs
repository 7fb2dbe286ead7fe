using System.Runtime.CompilerServices;

namespace PolicyEngine.Facts;

/// <summary>An object schema with the CLR type emitted for it, and the methods to create and read instances of that type.</summary>
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

    /// <summary>The schema that the type was emitted from; of kind <see cref="FactKind.Object"/>.</summary>
    public FactSchema Schema { get; }

    /// <summary>The path of the instances, for messages, such as <c>manager.months[]</c>.</summary>
    public string Path { get; }

    /// <summary>The emitted type, derived from <see cref="FactObject"/>.</summary>
    public Type ClrType { get; }

    /// <summary>Emits the types of an object schema and of all objects it contains.</summary>
    /// <param name="schema">A schema of kind object.</param>
    /// <param name="path">The name under which expressions reach the root.</param>
    public static FactShape Create(FactSchema schema, string path)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new FactShape(schema, path, new FactTypeEmitter());
    }

    /// <summary>An instance in which every value is missing. It is shared and must not be changed.</summary>
    internal FactObject Empty => _empty;

    /// <summary>Creates an instance in which every value is missing.</summary>
    public FactObject CreateInstance() => (FactObject)RuntimeHelpers.GetUninitializedObject(ClrType);

    /// <summary>Creates an array for instances, with every item <see langword="null"/>.</summary>
    public FactObject[] CreateList(int count) => (_lists ??= FactLists.Of(ClrType)).Create(count);

    /// <summary>Returns the slot of a field; -1 if there is no such field.</summary>
    /// <param name="name">The field's name; case matters.</param>
    public int SlotOf(string name) => _slots.GetValueOrDefault(name, -1);

    /// <summary>Whether a value is of the CLR type of a slot.</summary>
    internal bool Holds(int slot, object value) => TypeOf(Schema.Fields[slot].Schema, _below[slot]).IsInstanceOfType(value);

    /// <summary>Returns the shape of the object in a slot, or of the items of the list in it; <see langword="null"/> for other kinds.</summary>
    public FactShape? Below(int slot) => _below[slot];

    /// <summary>Returns this shape and all shapes below it.</summary>
    public IEnumerable<FactShape> WithAllBelow() => _below.OfType<FactShape>().SelectMany(s => s.WithAllBelow()).Prepend(this);

    /// <summary>Returns the shape with this emitted CLR type, among this one and all below it; <see langword="null"/> for other types.</summary>
    internal FactShape? OfType(Type type) => (_byType ??= WithAllBelow().ToDictionary(s => s.ClrType)).GetValueOrDefault(type);

    /// <summary>Returns a function that reads the value at a dotted path.</summary>
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

    /// <summary>Whether an instance and everything in it has no missing value.</summary>
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

    /// <summary>Returns the values of an instance by field name, without the missing ones.</summary>
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

    /// <summary>Returns the values of each instance by field name.</summary>
    internal IReadOnlyDictionary<string, object>[] ToDictionaries(FactObject[] facts) => Array.ConvertAll(facts, ToDictionary);

    /// <summary>Turns a path into a type name without dots and brackets, which would be read as namespaces and arrays.</summary>
    private static string TypeName(string path) => path.Length == 0 ? "facts" : path.Replace("[]", "°", StringComparison.Ordinal).Replace('.', '·');

    private static FactShape? Below(FactField field, string path, FactTypeEmitter emitter) =>
        Below(field.Schema, path.Length == 0 ? field.Name : $"{path}.{field.Name}", emitter);

    private static FactShape? Below(FactSchema schema, string path, FactTypeEmitter emitter) => schema.Kind switch
    {
        FactKind.Object => new FactShape(schema, path, emitter),
        FactKind.List => Below(schema.Items!, path + "[]", emitter),
        _ => null,
    };

    /// <summary>Returns the CLR type of a value.</summary>
    /// <param name="schema">The schema of the value.</param>
    /// <param name="below">The shape of the object, or of the objects in the list; <see langword="null"/> when there are none.</param>
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
