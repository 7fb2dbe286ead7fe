using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PolicyEngine.Decimals;

/// <summary>
/// A decimal as it lies in memory: sign and scale with the high 32 bits of its digits above them, and the low 64 bits. In two halves of the size in which
/// it is passed on, because a processor waits when it has to put halves together: where decimals are computed one after the other, that is a third of the time.
/// </summary>
/// <param name="Head">Sign, scale and high digits.</param>
/// <param name="Low">The low digits.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct DecimalParts(ulong Head, ulong Low)
{
    /// <summary>The maximum number of digits behind the point.</summary>
    public const int MostScale = 28;

    private const int ScaleShift = 16;

    /// <summary>Whether decimals are laid out as this code takes them to be.</summary>
    private static readonly bool IsKnown = Unsafe.BitCast<decimal, DecimalParts>(-1.5m) == new DecimalParts(0x8001_0000, 15);

    /// <summary>Stands for no decimal; not plain.</summary>
    public static DecimalParts None => new(ulong.MaxValue, 0);

    /// <summary>Whether it is a decimal at all.</summary>
    public bool IsSome => this != None;

    /// <summary>Whether it is greater than zero.</summary>
    public bool IsPositive
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsPlain ? ((Head >> 32) | Low) != 0 : ToDecimal() > 0;
    }

    /// <summary>Whether it is not negative and its digits fit into 64 bits.</summary>
    public bool IsShort
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsKnown && Head <= int.MaxValue;
    }

    /// <summary>Whether it is not negative.</summary>
    public bool IsPlain
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsKnown && (int)Head >= 0;
    }

    /// <summary>Whether it is known to be zero.</summary>
    public bool IsZero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsKnown && (Low | (Head >> 32)) == 0;
    }

    /// <summary>How many of the digits of one that is not negative stand behind the point.</summary>
    public int Scale
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (int)((uint)Head >> ScaleShift);
    }

    /// <summary>The same without its sign.</summary>
    public DecimalParts Magnitude => new(Head & ~0x8000_0000UL, Low);

    /// <summary>The digits.</summary>
    public WideDigits Digits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Head >> 32, Low);
    }

    /// <summary>The parts of a decimal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DecimalParts Of(decimal value) => Unsafe.BitCast<decimal, DecimalParts>(value);

    /// <summary>The parts of a decimal, none without one.</summary>
    public static DecimalParts Of(decimal? value) => value is { } number ? Of(number) : None;

    /// <summary>A decimal that is not negative.</summary>
    /// <param name="digits">At most 96 bits.</param>
    /// <param name="scale">How many of them stand behind the point.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DecimalParts Make(WideDigits digits, int scale) => new((digits.High << 32) | (uint)(scale << ScaleShift), digits.Low);

    /// <summary>A decimal whose digits fit into 64 bits.</summary>
    public static DecimalParts OfShort(ulong digits, int scale, bool isNegative) =>
        IsKnown ? new((uint)(scale << ScaleShift) | (isNegative ? 0x8000_0000 : 0), digits) : Of(new decimal((int)digits, (int)(digits >> 32), 0, isNegative, (byte)scale));

    /// <summary>The parts of a decimal that lies in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DecimalParts At(ref decimal place) => Unsafe.As<decimal, DecimalParts>(ref place);

    /// <summary>The parts of an item.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DecimalParts Item(decimal[] items, int index) => Unsafe.As<decimal, DecimalParts>(ref items[index]);

    /// <summary>Sets an item.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetItem(decimal[] items, int index, DecimalParts value) => Unsafe.As<decimal, DecimalParts>(ref items[index]) = value;

    /// <summary>The decimal of parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static decimal Whole(DecimalParts parts) => Unsafe.BitCast<DecimalParts, decimal>(parts);

    /// <summary>The decimal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public decimal ToDecimal() => Unsafe.BitCast<DecimalParts, decimal>(this);

    /// <summary>The decimal; <see langword="null"/> when there is none.</summary>
    public decimal? ToNumber() => IsSome ? ToDecimal() : null;
}
