using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PolicyEngine.Decimals;

namespace PolicyEngine.Facts;

/// <summary>
/// The base of every emitted fact type. A slot is the index of a field in <see cref="FactSchema.Fields"/>, and <see cref="FactLayout"/> derives the offset of
/// a slot from its index. The accessors here therefore work for every emitted type without emitting or compiling code; expressions access the emitted fields
/// directly.
/// </summary>
[StructLayout(LayoutKind.Explicit)]
public abstract class FactObject
{
    /// <summary>Returns a shallow copy: a new instance of the same type with the same values.</summary>
    internal FactObject Copy() => (FactObject)MemberwiseClone();

    /// <summary>Whether the number, boolean or date in a slot is given.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsGiven(int slot) => (Word(slot) & (1L << slot)) != 0;

    /// <summary>Sets a number or integer.</summary>
    /// <param name="slot">A slot of that kind; not checked.</param>
    /// <param name="value">The value.</param>
    internal void SetNumber(int slot, decimal value) => SetNumber(slot, DecimalParts.Of(value));

    /// <summary>Sets a number or integer.</summary>
    /// <param name="slot">A slot of that kind; not checked.</param>
    /// <param name="value">The value.</param>
    internal void SetNumber(int slot, DecimalParts value)
    {
        At<DecimalParts>(slot) = value;
        Word(slot) |= 1L << slot;
    }

    /// <summary>Sets a boolean.</summary>
    /// <param name="slot">A slot of that kind; not checked.</param>
    /// <param name="value">The value.</param>
    internal void SetBoolean(int slot, bool value)
    {
        At<bool>(slot) = value;
        Word(slot) |= 1L << slot;
    }

    /// <summary>Sets a date.</summary>
    /// <param name="slot">A slot of that kind; not checked.</param>
    /// <param name="value">The value.</param>
    internal void SetDate(int slot, DateTime value)
    {
        At<DateTime>(slot) = value;
        Word(slot) |= 1L << slot;
    }

    /// <summary>Sets a text, an object or a list.</summary>
    /// <param name="slot">A slot of that kind; not checked.</param>
    /// <param name="value">
    /// A string, an instance of the emitted type of the field's schema, an array of the item type, or <see langword="null"/>; not checked.
    /// </param>
    internal void SetReference(int slot, object? value) => At<object?>(slot) = value;

    /// <summary>Makes every number, boolean and date missing that shares a presence word with a slot.</summary>
    internal void SetNoneGiven(int slot) => Word(slot) = 0;

    /// <summary>Returns the number in a slot of that kind; only for a value that is given.</summary>
    internal decimal NumberAt(int slot) => At<decimal>(slot);

    /// <summary>Returns the boolean in a slot of that kind; only for a value that is given.</summary>
    internal bool BooleanAt(int slot) => At<bool>(slot);

    /// <summary>Returns the date in a slot of that kind; only for a value that is given.</summary>
    internal DateTime DateAt(int slot) => At<DateTime>(slot);

    /// <summary>Returns the number in a slot of that kind; <see langword="null"/> when it is missing.</summary>
    internal decimal? GetNumber(int slot) => IsGiven(slot) ? At<decimal>(slot) : null;

    /// <summary>Returns the number in a slot of that kind; <see cref="DecimalParts.None"/> when it is missing.</summary>
    internal DecimalParts GetParts(int slot) => IsGiven(slot) ? At<DecimalParts>(slot) : DecimalParts.None;

    /// <summary>Returns the boolean in a slot of that kind; <see langword="null"/> when it is missing.</summary>
    internal bool? GetBoolean(int slot) => IsGiven(slot) ? At<bool>(slot) : null;

    /// <summary>Returns the date in a slot of that kind; <see langword="null"/> when it is missing.</summary>
    internal DateTime? GetDate(int slot) => IsGiven(slot) ? At<DateTime>(slot) : null;

    /// <summary>Returns the text, object or list in a slot of that kind; <see langword="null"/> when it is missing.</summary>
    internal object? GetReference(int slot) => At<object?>(slot);

    /// <summary>Returns the object in a slot of that kind; <see langword="null"/> when it is missing.</summary>
    internal FactObject? GetObject(int slot) => At<FactObject?>(slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref T At<T>(int slot) => ref Unsafe.As<byte, T>(ref Unsafe.AddByteOffset(ref Unsafe.As<FirstByte>(this).Value, FactLayout.PlaceOf(slot)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref long Word(int slot) => ref Unsafe.As<byte, long>(ref Unsafe.AddByteOffset(ref Unsafe.As<FirstByte>(this).Value, FactLayout.WordOf(slot)));

    /// <summary>Never instantiated. Every object is reinterpreted as one to find the address of its first field.</summary>
    private sealed class FirstByte
    {
#pragma warning disable CS0649 // Assigned through reinterpretation.
        public byte Value;
#pragma warning restore CS0649
    }
}
