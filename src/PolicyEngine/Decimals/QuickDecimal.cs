using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PolicyEngine.Decimals;

/// <summary>
/// Faster versions of the operators of <see cref="decimal"/>, with the same results in every digit and in scale. Operands and results that are not negative
/// and fit into 64 bits are computed inline in the caller; what needs up to 128 bits in between is computed by <see cref="WideDecimal"/>; the rest falls back
/// to the operators of <see cref="decimal"/>.
/// </summary>
internal static class QuickDecimal
{
    private static readonly Dictionary<ExpressionType, MethodInfo> Methods = Enum.GetValues<ExpressionType>().Distinct()
        .Where(o => NameOf(o) is not null).ToDictionary(o => o, o => typeof(QuickDecimal).GetMethod(NameOf(o)!, [typeof(decimal), typeof(decimal)])!);

    /// <summary>Returns the method that replaces an operator; <see langword="null"/> for an operator that is left to <see cref="decimal"/>.</summary>
    public static MethodInfo? MethodOf(ExpressionType operation) => Methods.GetValueOrDefault(operation);

    /// <summary><c>left + right</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DecimalParts Add(DecimalParts left, DecimalParts right)
    {
        var sum = left.Low + right.Low;
        return left.Head == right.Head && left.IsShort && sum >= left.Low ? new DecimalParts(left.Head, sum) : WideDecimal.Add(left, right);
    }

    /// <summary><c>left - right</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DecimalParts Subtract(DecimalParts left, DecimalParts right) =>
        left.Head == right.Head && left.IsShort && left.Low >= right.Low && right.Low != 0 ? new DecimalParts(left.Head, left.Low - right.Low) : WideDecimal.Subtract(left, right);

    /// <summary><c>left * right</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DecimalParts Multiply(DecimalParts left, DecimalParts right)
    {
        var head = left.Head + right.Head; // This adds the scales.
        var product = WideDigits.Product(left.Low, right.Low);
        return left.IsShort && right.IsShort && head <= DecimalParts.MostScale << 16 && product.High == 0 && product.Low != 0
            ? new DecimalParts(head, product.Low)
            : WideDecimal.Multiply(left, right);
    }

    /// <summary><c>left / right</c>.</summary>
    public static DecimalParts Divide(DecimalParts left, DecimalParts right) => QuickQuotient.Divide(left, right);

    /// <summary>Rounds a number, ties away from zero.</summary>
    /// <param name="value">The number.</param>
    /// <param name="places">Decimal places kept, 0–28.</param>
    public static DecimalParts Round(DecimalParts value, int places) => WideDecimal.Round(value, places);

    /// <summary>
    /// Returns a number less than, equal to or greater than zero as <paramref name="left"/> is less than, equal to or greater than <paramref name="right"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Compare(DecimalParts left, DecimalParts right) =>
        left.Head == right.Head && left.IsShort ? left.Low.CompareTo(right.Low) : WideDecimal.Compare(left, right);

    /// <summary><c>left &lt; right</c>.</summary>
    public static bool IsLess(DecimalParts left, DecimalParts right) => Compare(left, right) < 0;

    /// <summary><c>left &lt;= right</c>.</summary>
    public static bool IsAtMost(DecimalParts left, DecimalParts right) => Compare(left, right) <= 0;

    /// <summary><c>left &gt; right</c>.</summary>
    public static bool IsGreater(DecimalParts left, DecimalParts right) => Compare(left, right) > 0;

    /// <summary><c>left &gt;= right</c>.</summary>
    public static bool IsAtLeast(DecimalParts left, DecimalParts right) => Compare(left, right) >= 0;

    /// <summary><c>left + right</c>.</summary>
    public static decimal Add(decimal left, decimal right) => Add(DecimalParts.Of(left), DecimalParts.Of(right)).ToDecimal();

    /// <summary><c>left - right</c>.</summary>
    public static decimal Subtract(decimal left, decimal right) => Subtract(DecimalParts.Of(left), DecimalParts.Of(right)).ToDecimal();

    /// <summary><c>left * right</c>.</summary>
    public static decimal Multiply(decimal left, decimal right) => Multiply(DecimalParts.Of(left), DecimalParts.Of(right)).ToDecimal();

    /// <summary><c>left / right</c>.</summary>
    public static decimal Divide(decimal left, decimal right) => Divide(DecimalParts.Of(left), DecimalParts.Of(right)).ToDecimal();

    /// <summary><c>left &lt; right</c>.</summary>
    public static bool IsLess(decimal left, decimal right) => IsLess(DecimalParts.Of(left), DecimalParts.Of(right));

    /// <summary><c>left &lt;= right</c>.</summary>
    public static bool IsAtMost(decimal left, decimal right) => IsAtMost(DecimalParts.Of(left), DecimalParts.Of(right));

    /// <summary><c>left &gt; right</c>.</summary>
    public static bool IsGreater(decimal left, decimal right) => IsGreater(DecimalParts.Of(left), DecimalParts.Of(right));

    /// <summary><c>left &gt;= right</c>.</summary>
    public static bool IsAtLeast(decimal left, decimal right) => IsAtLeast(DecimalParts.Of(left), DecimalParts.Of(right));

    private static string? NameOf(ExpressionType operation) => operation switch
    {
        ExpressionType.Add or ExpressionType.AddChecked => nameof(Add),
        ExpressionType.Subtract or ExpressionType.SubtractChecked => nameof(Subtract),
        ExpressionType.Multiply or ExpressionType.MultiplyChecked => nameof(Multiply),
        ExpressionType.Divide => nameof(Divide),
        ExpressionType.LessThan => nameof(IsLess),
        ExpressionType.LessThanOrEqual => nameof(IsAtMost),
        ExpressionType.GreaterThan => nameof(IsGreater),
        ExpressionType.GreaterThanOrEqual => nameof(IsAtLeast),
        _ => null,
    };
}
