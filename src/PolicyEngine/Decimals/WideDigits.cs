using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PolicyEngine.Decimals;

/// <summary>
/// Unsigned integers of up to 128 bits; overflow is lost. Used instead of <see cref="UInt128"/> because every operation is inlined into its caller, where the
/// halves stay in registers.
/// </summary>
/// <param name="High">The high 64 bits.</param>
/// <param name="Low">The low 64 bits.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WideDigits(ulong High, ulong Low)
{
    /// <summary>Stands for a number of more than 128 bits.</summary>
    public static WideDigits TooMany => new(ulong.MaxValue, ulong.MaxValue);

    /// <summary>Whether the digits fit into the 96 bits of a decimal.</summary>
    public bool FitDecimal => High <= uint.MaxValue;

    /// <summary>The number of significant bits.</summary>
    public int Bits => High != 0 ? 128 - BitOperations.LeadingZeroCount(High) : 64 - BitOperations.LeadingZeroCount(Low);

    /// <summary>Returns the full 128-bit product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideDigits Product(ulong left, ulong right) => new(Math.BigMul(left, right, out var low), low);

    /// <summary>The sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideDigits operator +(WideDigits left, WideDigits right)
    {
        var low = left.Low + right.Low;
        return new(left.High + right.High + (low < right.Low ? 1UL : 0), low);
    }

    /// <summary>The sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideDigits operator +(WideDigits left, ulong right)
    {
        var low = left.Low + right;
        return new(left.High + (low < right ? 1UL : 0), low);
    }

    /// <summary>The difference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideDigits operator -(WideDigits left, WideDigits right) => new(left.High - right.High - (left.Low < right.Low ? 1UL : 0), left.Low - right.Low);

    /// <summary>The product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideDigits operator *(WideDigits left, ulong right) => new(Math.BigMul(left.Low, right, out var low) + (left.High * right), low);

    /// <summary>Whether <paramref name="left"/> is greater than or equal to <paramref name="right"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator >=(WideDigits left, WideDigits right) => left.High > right.High || (left.High == right.High && left.Low >= right.Low);

    /// <summary>Whether <paramref name="left"/> is less than or equal to <paramref name="right"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator <=(WideDigits left, WideDigits right) => right >= left;

    /// <summary>
    /// Returns a number less than, equal to or greater than zero as this number is less than, equal to or greater than <paramref name="other"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int OrderTo(WideDigits other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);
}
