using PolicyEngine.Decimals;
using PolicyEngine.Facts;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies.Appraising;

/// <summary>The slots of an object of results that are read by a policy. The slot of a field that nobody reads is -1, and setting it does nothing.</summary>
/// <param name="shape">The object's shape.</param>
/// <param name="isRead">Whether anybody reads the named field of a shape.</param>
internal sealed class ObjectSlots(FactShape shape, Func<FactShape, string, bool> isRead)
{
    /// <summary>Creates an object in which every value is missing.</summary>
    public FactObject Create() => shape.CreateInstance();

    /// <summary>Creates an array of such objects.</summary>
    public FactObject[] CreateList(int count)
    {
        var list = shape.CreateList(count);
        for (var i = 0; i < list.Length; i++)
            list[i] = Create();
        return list;
    }

    /// <summary>Creates the eraser that makes every value in such objects missing again.</summary>
    public FactEraser CreateEraser() => new(shape);

    /// <summary>Returns the slot of a field; -1 if nobody reads it.</summary>
    public int Of(string name) => isRead(shape, name) ? shape.SlotOf(name) : -1;

    /// <summary>Returns the slots of the object in a field, or of the objects of the list in it; <see langword="null"/> if nobody reads the field.</summary>
    public ObjectSlots? Below(string name, out int slot)
    {
        slot = Of(name);
        return slot < 0 ? null : new ObjectSlots(shape.Below(slot)!, isRead);
    }

    /// <summary>Sets a number if its slot is read and the number is not missing.</summary>
    public static void Set(FactObject facts, int slot, DecimalParts number)
    {
        if (slot >= 0 && number.IsSome)
            facts.SetNumber(slot, number);
    }

    /// <summary>Sets a text if its slot is read and the text is not missing.</summary>
    public static void Set(FactObject facts, int slot, string? text)
    {
        if (slot >= 0 && text is not null)
            facts.SetReference(slot, text);
    }

    /// <summary>Sets the outcome of a rule if its slot is read and the rule is decided.</summary>
    public static void Set(FactObject facts, int slot, RuleState state)
    {
        if (slot >= 0 && state is RuleState.Met or RuleState.NotMet)
            facts.SetBoolean(slot, state == RuleState.Met);
    }

    /// <summary>Sets an output if its slot is read and the output is not missing.</summary>
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
