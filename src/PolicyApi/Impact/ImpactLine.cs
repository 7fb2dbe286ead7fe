using PolicyApi.Platform.Problems;
using PolicyEngine.Impact;

namespace PolicyApi.Impact;

/// <summary>One line of an impact analysis. It has exactly one member, except that <c>line</c> comes with <c>error</c>.</summary>
/// <param name="Change">A subject whose answer changes.</param>
/// <param name="Line">The 1-based number of a line that could not be read.</param>
/// <param name="Error">Why.</param>
/// <param name="Progress">The progress so far.</param>
/// <param name="Summary">The totals, in the last line.</param>
public sealed record ImpactLine(
    AnswerChange? Change = null, int? Line = null, ServiceProblem? Error = null, ImpactProgress? Progress = null, ImpactSummary? Summary = null);

/// <summary>The progress of an impact analysis.</summary>
/// <param name="Subjects">How many subjects have been processed.</param>
/// <param name="Changed">How many of them get a different answer.</param>
public sealed record ImpactProgress(int Subjects, int Changed);
