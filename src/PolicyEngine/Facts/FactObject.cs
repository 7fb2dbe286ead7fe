namespace PolicyEngine.Facts;

/// <summary>
/// The base of every emitted fact type. A slot is the index of a field in <see cref="FactSchema.Fields"/>; expressions
/// read the emitted fields directly, everything else goes through these accessors.
/// </summary>
public abstract class FactObject
{
    /// <summary>A new instance of the same type, in which everything is missing.</summary>
    public abstract FactObject CreateInstance();

    /// <summary>A new array of the same type.</summary>
    public abstract FactObject[] CreateList(int count);

    /// <summary>Sets a number or integer.</summary>
    public abstract void SetNumber(int slot, decimal value);

    /// <summary>Sets a boolean.</summary>
    public abstract void SetBoolean(int slot, bool value);

    /// <summary>Sets a date.</summary>
    public abstract void SetDate(int slot, DateTime value);

    /// <summary>Sets a text, an object or a list.</summary>
    /// <param name="slot">The field's index.</param>
    /// <param name="value">A string, the emitted type of the field's schema, or an array of the item type.</param>
    public abstract void SetReference(int slot, object value);

    /// <summary>The number in a slot, or <see langword="null"/> when missing.</summary>
    public abstract decimal? GetNumber(int slot);

    /// <summary>The boolean in a slot, or <see langword="null"/> when missing.</summary>
    public abstract bool? GetBoolean(int slot);

    /// <summary>The date in a slot, or <see langword="null"/> when missing.</summary>
    public abstract DateTime? GetDate(int slot);

    /// <summary>The text, object or list in a slot, or <see langword="null"/> when missing.</summary>
    public abstract object? GetReference(int slot);
}
