using PolicyApi.Platform.Problems;
using PolicyEngine.Impact;

namespace PolicyApi.Impact;

/// <summary>
/// One line of an impact analysis: a <c>change</c>, a <c>line</c> with its <c>error</c>, <c>progress</c>, or, as the last line, the <c>summary</c>.
/// </summary>
/// <param name="Change">A subject whose answer differs between the versions.</param>
/// <param name="Line">The number of the line, from 1, that could not be read or was refused; always together with <c>error</c>.</param>
/// <param name="Error">Why the line was refused.</param>
/// <param name="Progress">The progress, after every 1,000 subjects.</param>
/// <param name="Summary">The totals, as the last line.</param>
public sealed record ImpactLine(
    AnswerChange? Change = null, int? Line = null, ServiceProblem? Error = null, ImpactProgress? Progress = null, ImpactSummary? Summary = null);

/// <summary>The progress of an impact analysis.</summary>
/// <param name="Subjects">The number of subjects so far, including refused ones.</param>
/// <param name="Changed">The number of subjects so far whose answer differs between the versions.</param>
public sealed record ImpactProgress(int Subjects, int Changed);
