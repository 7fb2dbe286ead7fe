using PolicyEngine.Documents;
using PolicyEngine.Scoring;

namespace PolicyEngine.Expressions.Running;

/// <summary>Converts the exceptions that an accepted expression can throw to failures with a code and a message in both languages.</summary>
internal static class ExpressionFailures
{
    /// <summary>Converts an exception; returns <see langword="false"/> for one that no expression should throw.</summary>
    public static bool TryDescribe(Exception exception, out EvaluationException failure)
    {
        failure = exception switch
        {
            EvaluationException known => known,
            DivideByZeroException => DivisionByZero(),
            OverflowException => new EvaluationException(EvaluationFaults.Overflow, new LocalizedText("a number too large to hold", "数值过大")),
            // For example, `Math.Clamp` throws it if the minimum exceeds the maximum.
            ArgumentException => new EvaluationException(EvaluationFaults.OutOfRange, new LocalizedText("an argument out of range", "参数超出范围")),
            _ => null!,
        };
        return failure is not null;
    }

    /// <summary>Returns the failure of a division by zero.</summary>
    public static EvaluationException DivisionByZero() => new(EvaluationFaults.DivisionByZero, new LocalizedText("a division by zero", "除数为零"));
}
