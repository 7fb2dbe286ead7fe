using PolicyEngine.Expressions.Running;
using PolicyEngine.Facts;

namespace PolicyEngine.Workflows;

/// <summary>
/// The code of a workflow for facts of which nothing is missing: without three values, and without a way to go on after a failure. It says what
/// <see cref="RuleProgram"/> says, or that it cannot.
/// </summary>
/// <param name="parts">The code, in order; each tells whether it got to its end.</param>
/// <param name="computed">The states that params have from the start: known, where they are computed first.</param>
internal sealed class QuickProgram(IReadOnlyList<Func<RuleFrame, bool>> parts, ParamState[] computed)
{
    /// <summary>Evaluates every rule.</summary>
    /// <returns><see langword="false"/> when something is missing, failed or takes too long: then nothing in the frame means anything.</returns>
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
