using PolicyEngine.Expressions.Running;
using PolicyEngine.Facts;

namespace PolicyEngine.Workflows;

/// <summary>
/// The code of a workflow for facts without missing values: it has no three-valued logic and cannot continue after a failure. It gives the same result as
/// <see cref="RuleProgram"/>, or reports that it cannot give one.
/// </summary>
/// <param name="parts">The parts of the code, in order; each returns whether it reached its end.</param>
/// <param name="computed">The initial states of the params: known for those that are computed first.</param>
internal sealed class QuickProgram(IReadOnlyList<Func<RuleFrame, bool>> parts, ParamState[] computed)
{
    /// <summary>Evaluates every rule.</summary>
    /// <returns>
    /// <see langword="false"/> if a value is missing, a computation failed or the evaluation took too long. The content of the frame is then meaningless.
    /// </returns>
    public bool TryRun(RuleFrame frame, ReadOnlySpan<FactObject?> inputs)
    {
        frame.Start(inputs, isInterpreted: false);
        frame.Hurry();
        frame.Clear(everything: false);
        computed.CopyTo(frame.States, 0);
        try
        {
            for (var i = 0; i < parts.Count; i++)
            {
                if (!parts[i](frame) || frame.IsFailing)
                    return false;
            }

            frame.Relax();
            return true;
        }
        catch (Exception e) when (e is BeginAgainException || ExpressionFailures.TryDescribe(e, out _))
        {
            return false;
        }
    }
}
