namespace PolicyEngine.Expressions;

/// <summary>An evaluation does so much over lists and texts that its code is better translated first: see <see cref="EvaluationLimits.InterpretedSteps"/>.</summary>
internal sealed class InterpretationException : Exception
{
}
