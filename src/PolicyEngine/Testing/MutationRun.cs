using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyEngine.Testing;

/// <summary>Computes the mutation score: changes a policy slightly in every place, and counts the changes that make a test fail.</summary>
internal static class MutationRun
{
    /// <summary>Tries every change, or an evenly spread sample when there are too many.</summary>
    /// <param name="policy">A policy whose tests pass.</param>
    /// <param name="limits">The limits of the work.</param>
    public static MutationReport Run(CompiledPolicy policy, MutationLimits limits)
    {
        var document = (PolicyDocument)policy.Version.Document;
        // The changes are enumerated twice, first to count them, so that only those that are tried are kept in memory.
        var found = Find(policy, document).Count();
        var chosen = Sample(Find(policy, document), found, limits.MaxMutants).ToList();
        var beside = PolicySet.Compile([.. policy.StandsOn], reuse: null, out _);
        var (tested, timeUp) = (0, false);
        var survivors = new List<Survivor>();
        foreach (var mutant in chosen)
        {
            timeUp = limits.IsTimeUp();
            if (timeUp)
                break;
            if (Compile(mutant, document, policy, beside) is not { } changed)
                continue;
            tested++;
            if (document.Content.Tests.Cases.All(t => PolicyTestRun.Passes(t, changed)))
                survivors.Add(new Survivor(mutant.Kind, mutant.Pointer, Notice(mutant.Words)));
        }

        var killed = tested - survivors.Count;
        return new MutationReport(
            found, tested, killed, tested == 0 ? null : CoverageTally.Share(killed, tested), chosen.Count < found, timeUp, survivors);
    }

    /// <summary>Returns every change of a policy, always in the same order.</summary>
    private static IEnumerable<Mutant> Find(CompiledPolicy policy, PolicyDocument document)
    {
        var fields = new ComparedFields(policy);
        var rules = document.Content.Workflow is { } workflow ? new RuleMutations(workflow, fields).All() : [];
        var weighting = document.Content.Weighting is null ? [] : new WeightingMutations(document.Content.Root).All();
        return new ParameterMutations(document.Content.Root, fields).All().Concat(weighting).Concat(rules);
    }

    /// <summary>Compiles the policy after a change; returns <see langword="null"/> when the changed policy is refused.</summary>
    private static CompiledPolicy? Compile(Mutant mutant, PolicyDocument document, CompiledPolicy policy, PolicySet beside)
    {
        if (mutant.ApplyTo(document.Content.Root) is not { } root || DocumentReader.ReadAccepted(CanonicalJson.Write(root)).Document is not { } changed)
            return null;
        VersionedDocument version = new(changed, policy.Policy.Version);
        return PolicySet.Compile([.. policy.StandsOn, version], beside, out _).FindPolicy(policy.Policy.Id);
    }

    private static IEnumerable<Mutant> Sample(IEnumerable<Mutant> all, int found, int most)
    {
        var (index, taken) = (0, 0);
        foreach (var mutant in all)
        {
            if (found <= most || index == (long)taken * found / most)
            {
                taken++;
                yield return mutant;
            }

            index++;
        }
    }

    private static LocalizedText Notice(LocalizedText words) => new($"no test notices if {words.En}", $"如果{words.ZhCn}，没有测试会发现");
}
