using PolicyEngine.Documents;

namespace PolicyEngine.Scoring;

/// <summary>
/// A computation that has its data but no result. Thrown by the functions that expressions call; the evaluator turns it into a listed fault, never into an
/// outcome of met or not met.
/// </summary>
public sealed class EvaluationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">One of the constants of <see cref="EvaluationFaults"/>.</param>
    /// <param name="message">What happened, in both languages.</param>
    public EvaluationException(string code, LocalizedText message)
        : base(message?.En)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(message);
        Code = code;
        Text = message;
    }

    /// <summary>A stable code, one of the constants of <see cref="EvaluationFaults"/>.</summary>
    public string Code { get; }

    /// <summary>What happened, in both languages.</summary>
    public LocalizedText Text { get; }
}

/// <summary>The codes of <see cref="EvaluationException"/>.</summary>
public static class EvaluationFaults
{
    /// <summary>A divisor, such as a target or a sum of weights, is zero.</summary>
    public const string DivisionByZero = "division-by-zero";

    /// <summary>A number became too large for a decimal.</summary>
    public const string Overflow = "overflow";

    /// <summary>A list that must have items is empty.</summary>
    public const string EmptyList = "empty-list";

    /// <summary>A value lies outside what the computation is defined for.</summary>
    public const string OutOfRange = "out-of-range";

    /// <summary>A table or scale has no entry of that name.</summary>
    public const string NoEntry = "no-entry";

    /// <summary>An expression would build a text longer than the limit.</summary>
    public const string TextTooLong = "text-too-long";

    /// <summary>An expression would build a list longer than the limit.</summary>
    public const string ListTooLong = "list-too-long";

    /// <summary>The evaluation would take more steps than the limit.</summary>
    public const string TooMuchWork = "too-much-work";
}
