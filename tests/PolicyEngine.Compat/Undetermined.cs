using PolicyEngine.Compat.Stock;
using PolicyEngine.Workflows;

namespace PolicyEngine.Compat;

/// <summary>Explains an answer "undetermined", which RulesEngine does not have.</summary>
internal static class Undetermined
{
    /// <summary>The documented difference; <see langword="null"/> when what is called missing is there, or nothing failed.</summary>
    public static string? Explain(CaseAnswers ours, WhatIf stock, string name, RuleResult rule)
    {
        var deciding = NamedResult.All([rule], r => r.Rules).Where(r => r.Outcome == Outcome.Undetermined).ToList();
        if (deciding.Exists(r => r.Fault is not null))
            return stock.Fails(a => HasFailed(a, name)) ? Deviations.Fault : null;
        var missing = deciding.SelectMany(r => r.Missing).Distinct(StringComparer.Ordinal).ToList();
        // A whole object that is not there has no field to name.
        if (missing.Count == 0)
            return ours.FindBare(name)?.Outcome == Outcome.Met && stock.Confirms(a => a.Find(name) is { Met: true, Output: null }) ? Deviations.MissingOutput : null;
        if (!missing.TrueForAll(m => Absence.IsAbsent(ours.Inputs, m)))
            return null;
        if (ours.FindBare(name)?.Outcome == Outcome.Met)
            return Deviations.MissingOutput;
        return missing.Exists(m => m.EndsWith("[]", StringComparison.Ordinal)) ? Deviations.MissingItem : $"{Deviations.Missing} ({string.Join(", ", missing)})";
    }

    private static bool HasFailed(StockAnswer answer, string name) => answer.Fault is not null || (answer.Find(name) is { } there && (there.Failed || there.ActionFault is not null));
}
