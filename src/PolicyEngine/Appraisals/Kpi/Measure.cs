using System.Runtime.InteropServices;
using PolicyEngine.Decimals;
using Methods = PolicyEngine.Functions.Score;

namespace PolicyEngine.Appraisals.Kpi;

/// <summary>
/// The measure of an indicator in a period, kept as numerators over a common divisor: actual = <c>ActualSum ÷ Divisor</c>, target = <c>TargetSum ÷
/// Divisor</c>. The ratio does not need the divisor, which keeps it exact.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Measure
{
    private static readonly DecimalParts One = DecimalParts.Of(1);

    private readonly DecimalParts _divisor;

    /// <summary>Creates a measure.</summary>
    /// <param name="actual">The value achieved, times the divisor.</param>
    /// <param name="target">The target value, times the divisor; <see cref="DecimalParts.None"/> without a target.</param>
    /// <param name="divisor">1 for sums, the number of periods for means, the sum of the weights for weighted means.</param>
    public Measure(DecimalParts actual, DecimalParts target, DecimalParts divisor)
    {
        ActualSum = actual;
        TargetSum = target;
        _divisor = divisor;
        Ratio = HasTarget && target.IsPositive ? Methods.Percent(actual, target) : DecimalParts.None;
    }

    /// <summary>The value achieved, times the divisor.</summary>
    public DecimalParts ActualSum { get; }

    /// <summary>The target value, times the divisor; none without a target.</summary>
    public DecimalParts TargetSum { get; }

    /// <summary>Whether there is a target.</summary>
    public bool HasTarget => TargetSum.IsSome;

    /// <summary>The value achieved.</summary>
    public DecimalParts Actual => Shared(ActualSum);

    /// <summary>The target value; none without a target.</summary>
    public DecimalParts Target => HasTarget ? Shared(TargetSum) : DecimalParts.None;

    /// <summary>Actual × 100 ÷ target; none without a target greater than zero.</summary>
    public DecimalParts Ratio { get; }

    /// <summary>The ratio when there is a target, otherwise the actual.</summary>
    public DecimalParts RatioOrActual => HasTarget ? Ratio : Actual;

    private DecimalParts Shared(DecimalParts sum) => _divisor == One ? sum : QuickDecimal.Divide(sum, _divisor);
}
