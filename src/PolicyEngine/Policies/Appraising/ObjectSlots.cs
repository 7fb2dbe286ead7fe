using PolicyEngine.Decimals;
using PolicyEngine.Facts;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies.Appraising;

/// <summary>The slots of one object of results that somebody reads; the others are -1, and setting them does nothing.</summary>
/// <param name="shape">The object's shape.</param>
/// <param name="isRead">Whether anybody reads a field of a shape.</param>
internal sealed class ObjectSlots(FactShape shape, Func<FactShape, string, bool> isRead)
{
    /// <summary>A new object.</summary>
    public FactObject Create() => shape.CreateInstance();

    /// <summary>A new list of new objects.</summary>
    public FactObject[] CreateList(int count)
    {
        var list = shape.CreateList(count);
        for (var i = 0; i < list.Length; i++)
            list[i] = Create();
        return list;
    }

    /// <summary>Makes everything in such objects missing again.</summary>
    public FactEraser CreateEraser() => new(shape);

    /// <summary>The slot of a field that is read, or -1.</summary>
    public int Of(string name) => isRead(shape, name) ? shape.SlotOf(name) : -1;

    /// <summary>The slots of the object, or of the objects of the list, in a field; <see langword="null"/> when it is not read.</summary>
    public ObjectSlots? Below(string name, out int slot)
    {
        slot = Of(name);
        return slot < 0 ? null : new ObjectSlots(shape.Below(slot)!, isRead);
    }

    /// <summary>Sets a number, if it is read and known.</summary>
    public static void Set(FactObject facts, int slot, DecimalParts number)
    {
        if (slot >= 0 && number.IsSome)
            facts.SetNumber(slot, number);
    }

    /// <summary>Sets a text, if it is read and known.</summary>
    public static void Set(FactObject facts, int slot, string? text)
    {
        if (slot >= 0 && text is not null)
            facts.SetReference(slot, text);
    }

    /// <summary>Sets what a rule came to, if it is read and decided.</summary>
    public static void Set(FactObject facts, int slot, RuleState state)
    {
        if (slot >= 0 && state is RuleState.Met or RuleState.NotMet)
            facts.SetBoolean(slot, state == RuleState.Met);
    }

    /// <summary>Sets an output, if it is read and there.</summary>
    public void Set(FactObject facts, int slot, in FactValue value)
    {
        if (slot < 0)
            return;
        switch (value.Kind)
        {
            case FactValueKind.Number:
                facts.SetNumber(slot, value.Number);
                break;
            case FactValueKind.Boolean:
                facts.SetBoolean(slot, value.Flag);
                break;
            case FactValueKind.Date:
                facts.SetDate(slot, value.Date);
                break;
            case FactValueKind.Reference:
                SetReference(facts, slot, OutputValues.Normalize(value.Reference)!);
                break;
        }
    }

    private void SetReference(FactObject facts, int slot, object value)
    {
        if (!shape.Holds(slot, value))
            throw new InvalidOperationException($"an output of `{shape.Path}` is not of the type of its slot.");
        facts.SetReference(slot, value);
    }
}
