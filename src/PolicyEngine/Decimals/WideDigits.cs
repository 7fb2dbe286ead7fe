using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PolicyEngine.Decimals;

/// <summary>Digits of up to 128 bits; what goes beyond is lost. As <see cref="UInt128"/>, but everything is put into the caller, where the halves stay in registers.</summary>
/// <param name="High">The high 64 bits.</param>
/// <param name="Low">The low 64 bits.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WideDigits(ulong High, ulong Low)
{
    /// <summary>Stands for more than 128 bits.</summary>
    public static WideDigits TooMany => new(ulong.MaxValue, ulong.MaxValue);

    /// <summary>Whether a decimal has room for them.</summary>
    public bool FitDecimal => High <= uint.MaxValue;

    /// <summary>How many bits there are.</summary>
    public int Bits => High != 0 ? 128 - BitOperations.LeadingZeroCount(High) : 64 - BitOperations.LeadingZeroCount(Low);

    /// <summary>The whole product.</summary>
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

    /// <summary>Whether the first is as great as the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator >=(WideDigits left, WideDigits right) => left.High > right.High || (left.High == right.High && left.Low >= right.Low);

    /// <summary>Whether the second is as great as the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator <=(WideDigits left, WideDigits right) => right >= left;

    /// <summary>Less than, equal to or greater than zero, as these are to others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int OrderTo(WideDigits other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);
}
