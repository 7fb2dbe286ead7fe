using System.Runtime.CompilerServices;
using System.Text;
using PolicyEngine.Decimals;

namespace PolicyEngine.Facts;

/// <summary>How an object is read: its fields by their UTF-8 names, prepared once.</summary>
internal sealed class ObjectPlan
{
    /// <summary>Prepares the plan of an object and all it contains.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="isWanted">Whether a field is used; unused ones are checked but not kept.</param>
    /// <param name="sections">The names of further members, which the caller reads.</param>
    public ObjectPlan(FactShape shape, Func<FactShape, string, bool> isWanted, params IEnumerable<string> sections)
    {
        Shape = shape;
        Fields = [.. shape.Schema.Fields.Select((field, slot) => new FieldPlan(field, shape.Below(slot), isWanted(shape, field.Name), isWanted))];
        Names = [.. Fields.Select(f => f.Name), .. sections];
        Required = [.. Enumerable.Range(0, Fields.Length).Where(slot => shape.Schema.Fields[slot].Required)];
    }

    /// <summary>The types of the objects.</summary>
    public FactShape Shape { get; }

    /// <summary>The fields, by slot.</summary>
    public FieldPlan[] Fields { get; }

    /// <summary>The names of the fields, by slot, and after them those of further members.</summary>
    public string[] Names { get; }

    /// <summary>The slots of required fields.</summary>
    public int[] Required { get; }

    /// <summary>A new instance in which everything is missing.</summary>
    public FactObject Create() => Shape.CreateInstance();

    /// <summary>A new list of instances.</summary>
    public FactObject[] CreateList(int count) => Shape.CreateList(count);
}

/// <summary>How a field is read.</summary>
internal sealed class FieldPlan(FactField declared, FactShape? below, bool isWanted, Func<FactShape, string, bool> isWantedBelow)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = declared.Name;

    /// <summary>Its name in UTF-8.</summary>
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(declared.Name);

    /// <summary>Whether it is used.</summary>
    public bool IsWanted { get; } = isWanted;

    /// <summary>Its schema.</summary>
    public ValuePlan Value { get; } = new(declared.Schema, below is null ? null : new ObjectPlan(below, isWanted ? isWantedBelow : (_, _) => false));
}

/// <summary>How a value is read.</summary>
internal sealed class ValuePlan
{
    private readonly WholeRange _range;

    /// <summary>Prepares the plan of a value.</summary>
    /// <param name="schema">Its schema.</param>
    /// <param name="objects">How it, or the objects in it, are read; <see langword="null"/> for single values.</param>
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

    /// <summary>Its schema.</summary>
    public FactSchema Schema { get; }

    /// <summary>The kind of the value.</summary>
    public FactKind Kind { get; }

    /// <summary>A text with this number of bytes, without escapes, is always allowed; -1 if there is no such number.</summary>
    public int FreeLength { get; }

    /// <summary>How it, or the objects in it, are read.</summary>
    public ObjectPlan? Objects { get; }

    /// <summary>How the items of a list are read.</summary>
    public ValuePlan? Items { get; }

    /// <summary>Whether a number can be refused because of its value.</summary>
    public bool HasLimits { get; }

    /// <summary>An array of the list's item type.</summary>
    public T[] NewArray<T>(int count)
    {
        if (typeof(T) == typeof(FactObject))
            return Unsafe.As<T[]>(Objects!.CreateList(count));
        return typeof(T) == typeof(Array) ? (T[])Array.CreateInstance(FactShape.TypeOf(Items!.Schema, Objects?.Shape), count) : new T[count];
    }

    /// <summary>The first items in an array of another length.</summary>
    public T[] Resize<T>(T[] items, int count, int length)
    {
        var other = NewArray<T>(length);
        Array.Copy(items, other, count);
        return other;
    }

    /// <summary>The number of items that the list had last time: most lists of a model have the same length.</summary>
    public int LastCount { get; set; }

    /// <summary>The fault of a number, or <see langword="null"/>.</summary>
    public string? Violation(decimal value) => HasLimits ? NumberLimits.Violation(Schema, value) : null;

    /// <summary>Whether a number is certainly within the limits.</summary>
    public bool Holds(DecimalParts number) => HasLimits ? _range.Holds(number) : number != DecimalParts.None;

    /// <summary>The only texts allowed, also in UTF-8; empty when any is.</summary>
    public (byte[] Utf8, string Text)[] Words { get; }
}
