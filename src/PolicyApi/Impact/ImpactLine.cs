using PolicyApi.Platform.Problems;
using PolicyEngine.Impact;

namespace PolicyApi.Impact;

/// <summary>One line of an impact. Exactly one member is there, except that <c>line</c> goes with <c>error</c>.</summary>
/// <param name="Change">A subject whose answer changes.</param>
/// <param name="Line">The 1-based number of a line that could not be read.</param>
/// <param name="Error">Why.</param>
/// <param name="Progress">How far it has come.</param>
/// <param name="Summary">The last line: everything counted.</param>
public sealed record ImpactLine(
    AnswerChange? Change = null, int? Line = null, ServiceProblem? Error = null, ImpactProgress? Progress = null, ImpactSummary? Summary = null);

/// <summary>How far an impact has come.</summary>
/// <param name="Subjects">How many subjects were taken.</param>
/// <param name="Changed">How many of them get another answer.</param>
public sealed record ImpactProgress(int Subjects, int Changed);
