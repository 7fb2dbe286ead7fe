using PolicyEngine.Decimals;
using PolicyEngine.Documents;

namespace PolicyEngine.Testing;

/// <summary>The requirements that the tests of a policy must meet before it may be published.</summary>
/// <param name="MinimumCoverage">The minimum share of rule outcomes covered, 0–1; 0 for no requirement.</param>
/// <param name="MinimumScore">The minimum mutation score, 0–1; 0 for no requirement, and then no score is computed.</param>
public sealed record TestRequirements(decimal MinimumCoverage, decimal MinimumScore)
{
    /// <summary>Every test must pass; nothing more is required.</summary>
    public static TestRequirements PassingTests { get; } = new(0, 0);

    /// <summary>Whether the report must contain a mutation score.</summary>
    public bool NeedsMutation => MinimumScore > 0;
}

/// <summary>Decides from a report whether a policy may be published.</summary>
public static class PolicyTestGate
{
    private const int MostSurvivors = 20;

    /// <summary>Returns every unmet requirement as an error at the tests; empty when all are met.</summary>
    /// <param name="report">The report on the policy's tests, with a mutation score if one is required.</param>
    /// <param name="requirements">The requirements.</param>
    public static IReadOnlyList<Diagnostic> Check(PolicyTestReport report, TestRequirements requirements)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(requirements);
        if (report.Failed > 0)
            return [.. report.Tests.SelectMany(t => t.Differences.Select(d => Error("test-failed", d.Pointer, $"the test \"{t.Name}\" fails: {d.Message.En}")))];
        var found = new List<Diagnostic>();
        if (report.Coverage.Share < requirements.MinimumCoverage)
        {
            var unseen = report.Coverage.Rules.Where(r => r.Unseen.Count > 0).Select(r => $"`{r.Rule}` ({string.Join(", ", r.Unseen.Select(o => TestComparison.Show(o).En))})");
            found.Add(Error("coverage-too-low", "/tests",
                $"the tests have seen {Show(report.Coverage.Share)} of the rules' outcomes, {Show(requirements.MinimumCoverage)} is required; no test has seen {string.Join(", ", unseen.Take(MostSurvivors))}"));
        }

        if (requirements.NeedsMutation && (report.Mutation is null || report.Mutation.Score < requirements.MinimumScore))
            found.AddRange(ScoreTooLow(report.Mutation, requirements.MinimumScore));
        return found;
    }

    private static IEnumerable<Diagnostic> ScoreTooLow(MutationReport? mutation, decimal minimum) =>
        (mutation?.Survivors ?? []).Take(MostSurvivors).Select(s => Error("mutation-survived", s.Pointer, s.Message.En))
            .Prepend(Error("mutation-score-too-low", "/tests", $"the mutation score is {Show(mutation?.Score ?? 0)}, {Show(minimum)} is required; add tests for what is listed beside this"));

    private static string Show(decimal share) => ExactDecimal.ToText(share);

    private static Diagnostic Error(string code, string pointer, string message) => new(code, DiagnosticSeverity.Error, pointer, 0, 0, message);
}
