using System.Reflection;
using PolicyEngine.Decimals;
using PolicyEngine.Expressions.Lists;
using PolicyEngine.Functions;
using PolicyEngine.Scoring;

namespace PolicyEngine.Expressions.Running;

/// <summary>
/// The operations that can fail on ordinary facts, such as a division by zero or a grade that is not on the scale. They fail without throwing, because an
/// exception costs two microseconds; see <see cref="EvaluationFrame.FailLater"/>. After a failure they return an arbitrary value.
/// </summary>
internal static class Failing
{
    private static readonly Dictionary<MethodInfo, string> Twins = new()
    {
        [((Func<string, string, GradeScale, bool>)Grade.AtLeast).Method] = nameof(AtLeast),
        [((Func<LookupTable, string, decimal>)Lookup.Number).Method] = nameof(Number),
    };

    /// <summary>
    /// Returns the variant of a function that fails without throwing and takes the frame as its first argument; <see langword="null"/> if there is none.
    /// </summary>
    public static MethodInfo? TwinOf(MethodInfo function) => Twins.TryGetValue(function, out var name)
        ? typeof(Failing).GetMethod(name, [typeof(EvaluationFrame), .. function.GetParameters().Select(p => p.ParameterType)])
        : null;

    /// <summary>Returns a quotient; fails if the divisor is zero.</summary>
    public static decimal Divide(EvaluationFrame frame, decimal left, decimal right) => Divide(frame, DecimalParts.Of(left), DecimalParts.Of(right)).ToDecimal();

    /// <summary>Returns a quotient; fails if the divisor is zero.</summary>
    public static DecimalParts Divide(EvaluationFrame frame, DecimalParts left, DecimalParts right)
    {
        if (!right.IsZero)
            return QuickQuotient.DivideHere(left, right); // Called directly: one more call would take three nanoseconds.
        frame.FailLater(left, right, static (_, _) => ExpressionFailures.DivisionByZero());
        return default;
    }

    /// <summary>Returns the mean for a sum; fails if the count is 0.</summary>
    public static decimal Mean(EvaluationFrame frame, decimal sum, int count) => Mean(frame, DecimalParts.Of(sum), count).ToDecimal();

    /// <summary>Returns the mean for a sum; fails if the count is 0.</summary>
    public static DecimalParts Mean(EvaluationFrame frame, DecimalParts sum, int count)
    {
        if (count > 0)
            return ListOperations.Mean(sum, count);
        frame.FailLater(sum, count, static (_, _) => ListOperations.Empty(nameof(Enumerable.Average)));
        return default;
    }

    /// <summary>Does the same as <see cref="Grade.AtLeast"/>; fails for a grade that is not on the scale.</summary>
    public static bool AtLeast(EvaluationFrame frame, string grade, string minimum, GradeScale grades)
    {
        var (rank, least) = (grades.RankOf(grade), grades.RankOf(minimum));
        if (rank >= 0 && least >= 0)
            return rank <= least;
        frame.FailLater(grades, rank < 0 ? grade : minimum, static (scale, name) => scale.NoGrade(name));
        return false;
    }

    /// <summary>Does the same as <see cref="Lookup.Number"/>; fails for a key that is not in the table.</summary>
    public static decimal Number(EvaluationFrame frame, LookupTable table, string key)
    {
        if (table.Entries.TryGetValue(key, out var number))
            return number;
        frame.FailLater(table, key, static (lookup, name) => lookup.NoEntry(name));
        return 0;
    }
}
