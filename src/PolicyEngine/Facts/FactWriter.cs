namespace PolicyEngine.Facts;

/// <summary>Fills an instance of a shape by field names; names that the shape lacks and missing values are passed over.</summary>
internal sealed class FactWriter
{
    private readonly FactShape _shape;

    /// <summary>Starts a new instance.</summary>
    public FactWriter(FactShape shape)
    {
        _shape = shape;
        Facts = shape.CreateInstance();
    }

    /// <summary>The instance.</summary>
    public FactObject Facts { get; }

    /// <summary>Sets a single value or a list of them.</summary>
    public void Set(string name, object? value)
    {
        var slot = _shape.SlotOf(name);
        if (slot < 0 || value is null)
            return;
        if (!_shape.Holds(slot, value))
            throw new InvalidOperationException($"the value of `{name}` is not of the type of its slot.");
        switch (value)
        {
            case decimal number:
                Facts.SetNumber(slot, number);
                break;
            case bool flag:
                Facts.SetBoolean(slot, flag);
                break;
            case DateTime date:
                Facts.SetDate(slot, date);
                break;
            default:
                Facts.SetReference(slot, value);
                break;
        }
    }

    /// <summary>Starts the object in a field.</summary>
    public FactWriter Nested(string name)
    {
        var slot = _shape.SlotOf(name);
        var nested = new FactWriter(_shape.Below(slot)!);
        Facts.SetReference(slot, nested.Facts);
        return nested;
    }

    /// <summary>Sets a list of objects.</summary>
    public void SetList<T>(string name, IReadOnlyList<T> items, Action<FactWriter, T> write)
    {
        var slot = _shape.SlotOf(name);
        var shape = _shape.Below(slot)!;
        var list = shape.CreateList(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            var item = new FactWriter(shape);
            write(item, items[i]);
            list[i] = item.Facts;
        }

        Facts.SetReference(slot, list);
    }
}
