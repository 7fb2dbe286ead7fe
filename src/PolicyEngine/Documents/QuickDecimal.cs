using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PolicyEngine.Documents;

/// <summary>
/// The operators of <see cref="decimal"/>, faster: results are the same in every digit and in scale. Digits that fit into 64 bits
/// are computed here, the rest is left to the operators.
/// </summary>
internal static class QuickDecimal
{
    private const int MostScaled = 19;

    private static readonly ulong[] Powers = [.. Enumerable.Range(0, MostScaled + 1).Select(n => (ulong)decimal.Parse("1" + new string('0', n), System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>Whether decimals are laid out as this code takes them to be.</summary>
    private static readonly bool IsKnown = Unsafe.BitCast<decimal, Parts>(-1.5m) == new Parts(0x8001_0000, 15);

    /// <summary>The method for an operator; <see langword="null"/> for one that is left to decimals.</summary>
    public static System.Reflection.MethodInfo? MethodOf(ExpressionType operation) => operation switch
    {
        ExpressionType.Add or ExpressionType.AddChecked => Find(nameof(Add)),
        ExpressionType.Subtract or ExpressionType.SubtractChecked => Find(nameof(Subtract)),
        ExpressionType.Multiply or ExpressionType.MultiplyChecked => Find(nameof(Multiply)),
        ExpressionType.LessThan => Find(nameof(IsLess)),
        ExpressionType.LessThanOrEqual => Find(nameof(IsAtMost)),
        ExpressionType.GreaterThan => Find(nameof(IsGreater)),
        ExpressionType.GreaterThanOrEqual => Find(nameof(IsAtLeast)),
        _ => null,
    };

    /// <summary><c>left + right</c>.</summary>
    public static decimal Add(decimal left, decimal right)
    {
        var (l, r) = (Parts.Of(left), Parts.Of(right));
        if (AreShort(l, r) && TryAlign(ref l, ref r) && l.Low + r.Low is var sum && sum >= l.Low)
            return Parts.Make(l.Head, sum);
        return left + right;
    }

    /// <summary><c>left - right</c>.</summary>
    public static decimal Subtract(decimal left, decimal right)
    {
        var (l, r) = (Parts.Of(left), Parts.Of(right));
        return AreShort(l, r) && TryAlign(ref l, ref r) && r.Low != 0 && l.Low >= r.Low ? Parts.Make(l.Head, l.Low - r.Low) : left - right;
    }

    /// <summary><c>left * right</c>.</summary>
    public static decimal Multiply(decimal left, decimal right)
    {
        var (l, r) = (Parts.Of(left), Parts.Of(right));
        var head = l.Head + r.Head; // The scales are in them.
        if (AreShort(l, r) && head <= 28 << 16 && Math.BigMul(l.Low, r.Low, out var product) == 0 && product != 0)
            return Parts.Make(head, product);
        return left * right;
    }

    /// <summary><c>sum / count</c> for a count greater than zero.</summary>
    public static decimal Mean(decimal sum, int count)
    {
        var s = Parts.Of(sum);
        if (!IsKnown || !s.IsShort)
            return sum / count;
        var (quotient, rest) = Math.DivRem(s.Low, (ulong)count);
        return rest == 0 ? Parts.Make(s.Head, quotient) : sum / count;
    }

    /// <summary><c>left &lt; right</c>.</summary>
    public static bool IsLess(decimal left, decimal right) => Compare(left, right) < 0;

    /// <summary><c>left &lt;= right</c>.</summary>
    public static bool IsAtMost(decimal left, decimal right) => Compare(left, right) <= 0;

    /// <summary><c>left &gt; right</c>.</summary>
    public static bool IsGreater(decimal left, decimal right) => Compare(left, right) > 0;

    /// <summary><c>left &gt;= right</c>.</summary>
    public static bool IsAtLeast(decimal left, decimal right) => Compare(left, right) >= 0;

    /// <summary>Less than, equal to or greater than zero, as <paramref name="left"/> is to <paramref name="right"/>.</summary>
    public static int Compare(decimal left, decimal right)
    {
        var (l, r) = (Parts.Of(left), Parts.Of(right));
        return AreShort(l, r) && TryAlign(ref l, ref r) ? l.Low.CompareTo(r.Low) : decimal.Compare(left, right);
    }

    private static System.Reflection.MethodInfo Find(string name) => typeof(QuickDecimal).GetMethod(name)!;

    /// <summary>Neither is negative or has more than 64 bits of digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreShort(in Parts l, in Parts r) => IsKnown && (l.Head | r.Head) <= int.MaxValue;

    /// <summary>Gives both the larger scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryAlign(ref Parts l, ref Parts r)
    {
        if (l.Head == r.Head)
            return true;
        return l.Head < r.Head ? TryScale(ref l, r.Head) : TryScale(ref r, l.Head);
    }

    private static bool TryScale(ref Parts parts, ulong head)
    {
        var by = (head - parts.Head) >> 16;
        if (by > MostScaled || Math.BigMul(parts.Low, Powers[by], out var low) != 0)
            return false;
        parts = new Parts(head, low);
        return true;
    }

    /// <summary>
    /// A decimal as it lies in memory: sign and scale with the high 32 bits of its digits above them, and the low 64 bits. In two
    /// halves of the size in which it is passed on, because a processor waits when it has to put halves together.
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Parts(ulong Head, ulong Low)
    {
        /// <summary>Whether it is not negative and its digits fit into 64 bits.</summary>
        public bool IsShort => Head <= int.MaxValue;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Parts Of(decimal value) => Unsafe.BitCast<decimal, Parts>(value);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static decimal Make(ulong head, ulong low) => Unsafe.BitCast<Parts, decimal>(new Parts(head, low));
    }
}
