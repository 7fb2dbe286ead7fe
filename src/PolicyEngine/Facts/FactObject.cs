using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PolicyEngine.Decimals;

namespace PolicyEngine.Facts;

/// <summary>
/// The base of every emitted fact type. A slot is the index of a field in <see cref="FactSchema.Fields"/>. The offset of every slot follows from
/// its index (<see cref="FactLayout"/>), so nothing has to be emitted, or translated to machine code, to read and write it from here; expressions read
/// the emitted fields themselves.
/// </summary>
[StructLayout(LayoutKind.Explicit)]
public abstract class FactObject
{
    /// <summary>A new instance of the same type with the same values.</summary>
    internal FactObject Copy() => (FactObject)MemberwiseClone();

    /// <summary>Whether the number, boolean or date in a slot is given.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsGiven(int slot) => (Word(slot) & (1L << slot)) != 0;

    /// <summary>Sets a number or integer.</summary>
    /// <param name="slot">A slot of that kind: this is not checked.</param>
    /// <param name="value">The value.</param>
    internal void SetNumber(int slot, decimal value) => SetNumber(slot, DecimalParts.Of(value));

    /// <summary>Sets a number or integer.</summary>
    /// <param name="slot">A slot of that kind: this is not checked.</param>
    /// <param name="value">The value.</param>
    internal void SetNumber(int slot, DecimalParts value)
    {
        At<DecimalParts>(slot) = value;
        Word(slot) |= 1L << slot;
    }

    /// <summary>Sets a boolean.</summary>
    /// <param name="slot">A slot of that kind: this is not checked.</param>
    /// <param name="value">The value.</param>
    internal void SetBoolean(int slot, bool value)
    {
        At<bool>(slot) = value;
        Word(slot) |= 1L << slot;
    }

    /// <summary>Sets a date.</summary>
    /// <param name="slot">A slot of that kind: this is not checked.</param>
    /// <param name="value">The value.</param>
    internal void SetDate(int slot, DateTime value)
    {
        At<DateTime>(slot) = value;
        Word(slot) |= 1L << slot;
    }

    /// <summary>Sets a text, an object or a list.</summary>
    /// <param name="slot">A slot of that kind: this is not checked.</param>
    /// <param name="value">A string, the emitted type of the field's schema, or an array of the item type, or <see langword="null"/>: this is not checked.</param>
    internal void SetReference(int slot, object? value) => At<object?>(slot) = value;

    /// <summary>Makes every number, boolean and date missing whose bit is in the word of a slot.</summary>
    internal void SetNoneGiven(int slot) => Word(slot) = 0;

    /// <summary>The number in a slot of that kind, which is given.</summary>
    internal decimal NumberAt(int slot) => At<decimal>(slot);

    /// <summary>The boolean in a slot of that kind, which is given.</summary>
    internal bool BooleanAt(int slot) => At<bool>(slot);

    /// <summary>The date in a slot of that kind, which is given.</summary>
    internal DateTime DateAt(int slot) => At<DateTime>(slot);

    /// <summary>The number in a slot of that kind, or <see langword="null"/> when missing.</summary>
    internal decimal? GetNumber(int slot) => IsGiven(slot) ? At<decimal>(slot) : null;

    /// <summary>The number in a slot of that kind; none when missing.</summary>
    internal DecimalParts GetParts(int slot) => IsGiven(slot) ? At<DecimalParts>(slot) : DecimalParts.None;

    /// <summary>The boolean in a slot of that kind, or <see langword="null"/> when missing.</summary>
    internal bool? GetBoolean(int slot) => IsGiven(slot) ? At<bool>(slot) : null;

    /// <summary>The date in a slot of that kind, or <see langword="null"/> when missing.</summary>
    internal DateTime? GetDate(int slot) => IsGiven(slot) ? At<DateTime>(slot) : null;

    /// <summary>The text, object or list in a slot of that kind, or <see langword="null"/> when missing.</summary>
    internal object? GetReference(int slot) => At<object?>(slot);

    /// <summary>The object in a slot of that kind, or <see langword="null"/> when missing.</summary>
    internal FactObject? GetObject(int slot) => At<FactObject?>(slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref T At<T>(int slot) => ref Unsafe.As<byte, T>(ref Unsafe.AddByteOffset(ref Unsafe.As<FirstByte>(this).Value, FactLayout.PlaceOf(slot)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref long Word(int slot) => ref Unsafe.As<byte, long>(ref Unsafe.AddByteOffset(ref Unsafe.As<FirstByte>(this).Value, FactLayout.WordOf(slot)));

    /// <summary>Never instantiated: every object is reinterpreted as one to find the address of its first field.</summary>
    private sealed class FirstByte
    {
#pragma warning disable CS0649 // Assigned through reinterpretation.
        public byte Value;
#pragma warning restore CS0649
    }
}
