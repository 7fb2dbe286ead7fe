namespace PolicyEngine.Expressions.Running;

/// <summary>
/// An evaluation does so much work over lists and texts that it is restarted with other code: see <see cref="EvaluationLimits.InterpretedSteps"/> and
/// <see cref="EvaluationLimits.QuickSteps"/>. It is not a failure of an expression: a param that is computed in advance, and may not be needed, must not store it.
/// </summary>
internal sealed class BeginAgainException : Exception
{
}
