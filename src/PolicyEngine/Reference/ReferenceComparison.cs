using System.Collections;
using System.Globalization;
using PolicyEngine.Workflows;

namespace PolicyEngine.Reference;

/// <summary>Compares our results with those of RulesEngine for the same complete facts.</summary>
internal static class ReferenceComparison
{
    /// <summary>Returns the rules for which the two engines have different results.</summary>
    /// <param name="ours">Our results.</param>
    /// <param name="theirs">The results of RulesEngine.</param>
    /// <param name="compared">The number of rules that both engines could evaluate.</param>
    public static IReadOnlyList<(string Rule, string Difference)> Differences(
        IReadOnlyList<RuleResult> ours, IReadOnlyList<ReferenceAnswer> theirs, out int compared)
    {
        compared = 0;
        var found = new List<(string, string)>();
        foreach (var (our, their) in ours.Zip(theirs))
            Compare(our, their, found, ref compared);
        return found;
    }

    private static void Compare(RuleResult our, ReferenceAnswer their, List<(string, string)> found, ref int compared)
    {
        foreach (var (nested, other) in our.Rules.Zip(their.Rules))
            Compare(nested, other, found, ref compared);
        // Where data is missing or a computation fails, the engines differ on purpose: undetermined here, "no" there.
        if (our.Outcome == Outcome.Undetermined || their.Fault is not null)
            return;
        compared++;
        if (!string.Equals(our.Name, their.Name, StringComparison.Ordinal))
            found.Add((our.Name, $"RulesEngine answers for `{their.Name}` instead"));
        else if ((our.Outcome == Outcome.Met) != their.Met)
            found.Add((our.Name, $"here it is {(our.Outcome == Outcome.Met ? "met" : "not met")}, in RulesEngine {(their.Met ? "met" : "not met")}"));
        else if (!AreEqual(our.Output, their.Output))
            found.Add((our.Name, $"here it gives `{Words(our.Output)}`, in RulesEngine `{Words(their.Output)}`"));
    }

    private static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (string l, string r) => string.Equals(l, r, StringComparison.Ordinal),
        (IEnumerable l and not string, IEnumerable r and not string) => l.Cast<object>().Select(OutputValues.Normalize).SequenceEqual(r.Cast<object>().Select(OutputValues.Normalize)),
        _ => Equals(left, right),
    };

    private static string Words(object? value) => value is IEnumerable list and not string
        ? string.Join(", ", list.Cast<object>().Select(Words))
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "nothing";
}
