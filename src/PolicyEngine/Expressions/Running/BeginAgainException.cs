namespace PolicyEngine.Expressions.Running;

/// <summary>
/// An evaluation does so much over lists and texts that it is better begun again by other code: see <see cref="EvaluationLimits.InterpretedSteps"/> and
/// <see cref="EvaluationLimits.QuickSteps"/>. It is no failure of an expression: a param that is computed ahead, and that nobody may need, must not keep it.
/// </summary>
internal sealed class BeginAgainException : Exception
{
}
