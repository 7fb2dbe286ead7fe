using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PolicyEngine.Decimals;

/// <summary>
/// The memory layout of a <see cref="decimal"/> as two 64-bit halves. <c>Head</c> holds sign and scale in its low 32 bits and the high 32 bits of the digits
/// above them; <c>Low</c> holds the low 64 bits of the digits. Values are passed in these halves because the processor stalls when it has to join smaller
/// stores into one load; in chains of decimal operations that costs a third of the time.
/// </summary>
/// <param name="Head">Sign, scale and the high 32 bits of the digits.</param>
/// <param name="Low">The low 64 bits of the digits.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct DecimalParts(ulong Head, ulong Low)
{
    /// <summary>The greatest scale of a decimal: 28 decimal places.</summary>
    public const int MostScale = 28;

    private const int ScaleShift = 16;

    /// <summary>Whether this runtime lays decimals out as described above. If not, every operation falls back to <see cref="decimal"/> itself.</summary>
    private static readonly bool IsKnown = Unsafe.BitCast<decimal, DecimalParts>(-1.5m) == new DecimalParts(0x8001_0000, 15);

    /// <summary>A value that represents the absence of a decimal; it is not plain.</summary>
    public static DecimalParts None => new(ulong.MaxValue, 0);

    /// <summary>Whether this is a decimal, that is, not <see cref="None"/>.</summary>
    public bool IsSome => this != None;

    /// <summary>Whether the value is greater than zero.</summary>
    public bool IsPositive
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsPlain ? ((Head >> 32) | Low) != 0 : ToDecimal() > 0;
    }

    /// <summary>Whether the value is not negative and its digits fit into 64 bits.</summary>
    public bool IsShort
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsKnown && Head <= int.MaxValue;
    }

    /// <summary>Whether the value is not negative.</summary>
    public bool IsPlain
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsKnown && (int)Head >= 0;
    }

    /// <summary>Whether the value is known to be zero, of either sign; <see langword="false"/> where the layout is unknown.</summary>
    public bool IsZero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsKnown && (Low | (Head >> 32)) == 0;
    }

    /// <summary>The number of decimal places, 0–28; valid only for values that are not negative.</summary>
    public int Scale
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (int)((uint)Head >> ScaleShift);
    }

    /// <summary>The absolute value.</summary>
    public DecimalParts Magnitude => new(Head & ~0x8000_0000UL, Low);

    /// <summary>The digits, without sign and scale.</summary>
    public WideDigits Digits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Head >> 32, Low);
    }

    /// <summary>Returns the parts of a decimal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DecimalParts Of(decimal value) => Unsafe.BitCast<decimal, DecimalParts>(value);

    /// <summary>Returns the parts of a decimal; <see cref="None"/> for <see langword="null"/>.</summary>
    public static DecimalParts Of(decimal? value) => value is { } number ? Of(number) : None;

    /// <summary>Creates a decimal that is not negative: <paramref name="digits"/> ÷ 10^<paramref name="scale"/>.</summary>
    /// <param name="digits">The digits, at most 96 bits.</param>
    /// <param name="scale">The number of decimal places, 0–28.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DecimalParts Make(WideDigits digits, int scale) => new((digits.High << 32) | (uint)(scale << ScaleShift), digits.Low);

    /// <summary>Creates a decimal whose digits fit into 64 bits.</summary>
    public static DecimalParts OfShort(ulong digits, int scale, bool isNegative) =>
        IsKnown ? new((uint)(scale << ScaleShift) | (isNegative ? 0x8000_0000 : 0), digits) : Of(new decimal((int)digits, (int)(digits >> 32), 0, isNegative, (byte)scale));

    /// <summary>Reads the decimal at a place in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DecimalParts At(ref decimal place) => Unsafe.As<decimal, DecimalParts>(ref place);

    /// <summary>Reads an item of an array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DecimalParts Item(decimal[] items, int index) => Unsafe.As<decimal, DecimalParts>(ref items[index]);

    /// <summary>Writes an item of an array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetItem(decimal[] items, int index, DecimalParts value) => Unsafe.As<decimal, DecimalParts>(ref items[index]) = value;

    /// <summary>Returns the decimal that these parts make up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static decimal Whole(DecimalParts parts) => Unsafe.BitCast<DecimalParts, decimal>(parts);

    /// <summary>Returns the decimal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public decimal ToDecimal() => Unsafe.BitCast<DecimalParts, decimal>(this);

    /// <summary>Returns the decimal; <see langword="null"/> for <see cref="None"/>.</summary>
    public decimal? ToNumber() => IsSome ? ToDecimal() : null;
}
