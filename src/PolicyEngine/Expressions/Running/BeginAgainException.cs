namespace PolicyEngine.Expressions.Running;

/// <summary>
/// Thrown when an evaluation does so much work over lists and texts that it is restarted with other code; see
/// <see cref="EvaluationLimits.InterpretedSteps"/> and <see cref="EvaluationLimits.QuickSteps"/>. It is not a failure of an expression, so params must
/// not store it as one.
/// </summary>
internal sealed class BeginAgainException : Exception
{
}
