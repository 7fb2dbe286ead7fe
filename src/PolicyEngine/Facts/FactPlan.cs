using System.Runtime.CompilerServices;
using System.Text;
using PolicyEngine.Decimals;

namespace PolicyEngine.Facts;

/// <summary>How posted objects of one shape are read: the fields by their UTF-8 names, prepared once.</summary>
internal sealed class ObjectPlan
{
    /// <summary>Prepares the plan of an object and of everything it contains.</summary>
    /// <param name="shape">The shape of the object.</param>
    /// <param name="isWanted">Whether a field of a shape is used. Unused fields are checked but not kept.</param>
    /// <param name="sections">The names of additional members, which the caller reads.</param>
    public ObjectPlan(FactShape shape, Func<FactShape, string, bool> isWanted, params IEnumerable<string> sections)
    {
        Shape = shape;
        Fields = [.. shape.Schema.Fields.Select((field, slot) => new FieldPlan(field, shape.Below(slot), isWanted(shape, field.Name), isWanted))];
        Names = [.. Fields.Select(f => f.Name), .. sections];
        Required = [.. Enumerable.Range(0, Fields.Length).Where(slot => shape.Schema.Fields[slot].Required)];
    }

    /// <summary>The shape of the objects.</summary>
    public FactShape Shape { get; }

    /// <summary>The fields, by slot.</summary>
    public FieldPlan[] Fields { get; }

    /// <summary>The names of the fields by slot, followed by those of the additional members.</summary>
    public string[] Names { get; }

    /// <summary>The slots of the required fields.</summary>
    public int[] Required { get; }

    /// <summary>Creates an instance in which every value is missing.</summary>
    public FactObject Create() => Shape.CreateInstance();

    /// <summary>Creates an array for instances, with every item <see langword="null"/>.</summary>
    public FactObject[] CreateList(int count) => Shape.CreateList(count);
}

/// <summary>How a field is read.</summary>
internal sealed class FieldPlan(FactField declared, FactShape? below, bool isWanted, Func<FactShape, string, bool> isWantedBelow)
{
    /// <summary>The field's name.</summary>
    public string Name { get; } = declared.Name;

    /// <summary>The field's name in UTF-8.</summary>
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(declared.Name);

    /// <summary>Whether the field is used; otherwise its value is checked but not kept.</summary>
    public bool IsWanted { get; } = isWanted;

    /// <summary>How the field's value is read.</summary>
    public ValuePlan Value { get; } = new(declared.Schema, below is null ? null : new ObjectPlan(below, isWanted ? isWantedBelow : (_, _) => false));
}

/// <summary>How a value is read.</summary>
internal sealed class ValuePlan
{
    private readonly WholeRange _range;

    /// <summary>Prepares the plan of a value.</summary>
    /// <param name="schema">The schema of the value.</param>
    /// <param name="objects">How the object, or the objects in the list, are read; <see langword="null"/> when there are none.</param>
    public ValuePlan(FactSchema schema, ObjectPlan? objects)
    {
        Schema = schema;
        Objects = objects;
        Items = schema.Items is { } items ? new ValuePlan(items, objects) : null;
        HasLimits = schema is not { Kind: FactKind.Number, Minimum: null, Maximum: null, ExclusiveMinimum: null, ExclusiveMaximum: null, MultipleOf: null };
        Kind = schema.Kind;
        FreeLength = schema is { Kind: FactKind.Text, MinLength: 0, Enum.Count: 0 } ? schema.MaxLength : -1;
        _range = new WholeRange(schema);
        Words = [.. schema.Enum.Select(word => (Encoding.UTF8.GetBytes(word), word))];
    }

    /// <summary>The schema of the value.</summary>
    public FactSchema Schema { get; }

    /// <summary>The kind of the value.</summary>
    public FactKind Kind { get; }

    /// <summary>The number of bytes up to which any text without escapes is allowed; -1 if every text has to be examined.</summary>
    public int FreeLength { get; }

    /// <summary>How the object, or the objects in the list, are read; <see langword="null"/> when there are none.</summary>
    public ObjectPlan? Objects { get; }

    /// <summary>How the items of a list are read; <see langword="null"/> for other kinds.</summary>
    public ValuePlan? Items { get; }

    /// <summary>Whether the schema can refuse a number because of its value.</summary>
    public bool HasLimits { get; }

    /// <summary>Creates an array of the list's item type.</summary>
    public T[] NewArray<T>(int count)
    {
        if (typeof(T) == typeof(FactObject))
            return Unsafe.As<T[]>(Objects!.CreateList(count));
        return typeof(T) == typeof(Array) ? (T[])Array.CreateInstance(FactShape.TypeOf(Items!.Schema, Objects?.Shape), count) : new T[count];
    }

    /// <summary>Returns an array of another length with the first <paramref name="count"/> items.</summary>
    public T[] Resize<T>(T[] items, int count, int length)
    {
        var other = NewArray<T>(length);
        Array.Copy(items, other, count);
        return other;
    }

    /// <summary>The length of the list that was read last. Used as the first capacity, because most lists of a model have the same length.</summary>
    public int LastCount { get; set; }

    /// <summary>Returns what is wrong with a number; <see langword="null"/> if nothing is.</summary>
    public string? Violation(decimal value) => HasLimits ? NumberLimits.Violation(Schema, value) : null;

    /// <summary>Whether a number is certainly within the limits; <see langword="false"/> when that needs a closer look.</summary>
    public bool Holds(DecimalParts number) => HasLimits ? _range.Holds(number) : number != DecimalParts.None;

    /// <summary>The only texts allowed, with their UTF-8 bytes; empty when any text is.</summary>
    public (byte[] Utf8, string Text)[] Words { get; }
}
