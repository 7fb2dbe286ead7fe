namespace PolicyEngine.Compat;

/// <summary>What became of a case.</summary>
/// <param name="Failures">What does not agree; empty when the case passed.</param>
/// <param name="Refusals">Why parts of the workflow were refused.</param>
/// <param name="Deviations">The documented differences that showed (docs/compatibility.md).</param>
internal sealed record Verdict(IReadOnlyList<string> Failures, IReadOnlyList<string> Refusals, IReadOnlyList<string> Deviations)
{
    public bool Passed => Failures.Count == 0;

    public override string ToString()
    {
        if (!Passed)
            return "FAIL " + string.Join("; ", Failures.Concat(Refusals).Distinct(StringComparer.Ordinal));
        if (Refusals.Count > 0)
            return "refused: " + string.Join("; ", Refusals.Distinct(StringComparer.Ordinal));
        return Deviations.Count > 0 ? "deviation: " + string.Join("; ", Deviations.Distinct(StringComparer.Ordinal)) : "pass";
    }
}
