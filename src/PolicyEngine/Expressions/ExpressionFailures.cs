using PolicyEngine.Documents;
using PolicyEngine.Scoring;

namespace PolicyEngine.Expressions;

/// <summary>Turns the exceptions that an accepted expression can raise into faults with a code and a bilingual message.</summary>
internal static class ExpressionFailures
{
    /// <summary>Describes an exception; <see langword="false"/> for one that no expression should raise.</summary>
    public static bool TryDescribe(Exception exception, out EvaluationException failure)
    {
        failure = exception switch
        {
            EvaluationException known => known,
            DivideByZeroException => DivisionByZero(),
            OverflowException => new EvaluationException(EvaluationFaults.Overflow, new LocalizedText("a number too large to hold", "数值过大")),
            // `Math.Clamp` says so when its bounds are the wrong way round.
            ArgumentException => new EvaluationException(EvaluationFaults.OutOfRange, new LocalizedText("an argument out of range", "参数超出范围")),
            _ => null!,
        };
        return failure is not null;
    }

    /// <summary>A division by zero.</summary>
    public static EvaluationException DivisionByZero() => new(EvaluationFaults.DivisionByZero, new LocalizedText("a division by zero", "除数为零"));
}
