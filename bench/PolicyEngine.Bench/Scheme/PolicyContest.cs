using PolicyEngine.Bench.Timing;
using PolicyEngine.Facts;
using PolicyEngine.Policies;
using PolicyEngine.Policies.Appraising;
using PolicyEngine.Reference;

namespace PolicyEngine.Bench.Scheme;

/// <summary>
/// Compares the rules of the scheme's policies with the stock engine, on the same typed facts: ordinary ones, of sample managers without missing data, and
/// generated ones, many of which fail (a grade that no scale has, a division by zero).
/// </summary>
internal static class PolicyContest
{
    private static readonly string[] Policies = ["kam-promotion", "kam-training", "kam-rewards"];

    public static void Run(PolicySet set, byte[][] managers, int rounds)
    {
        var contest = new Contest("policy", rounds);
        foreach (var policy in Policies.Select(p => set.FindPolicy(p)!))
        {
            Add(contest, policy, policy.Policy.Id, Ordinary(set.FindScheme("kam-annual")!, policy, managers));
            Add(contest, policy, GeneratedFor(policy.Policy.Id), Generated(policy));
        }

        contest.Run();
        foreach (var id in Policies.SelectMany(p => new[] { p, GeneratedFor(p) }))
            Ratio.Print($"{id} stock/ours", contest[Stock(id)].Nanoseconds / contest[Ours(id)].Nanoseconds, "the same typed facts");
    }

    private static string GeneratedFor(string policy) => policy + " (generated)";

    private static string Ours(string policy) => policy + ", ours";

    private static string Stock(string policy) => policy + ", stock";

    private static void Add(Contest contest, CompiledPolicy policy, string name, FactObject[][] facts)
    {
        var reference = ReferenceWorkflow.Create(policy, policy.Library!);
        foreach (var input in facts)
        {
            if (ReferenceComparison.Differences(policy.EvaluateRules(input), reference.Evaluate(input), out _).Count > 0)
                throw new InvalidOperationException($"`{policy.Policy.Id}` and the stock engine differ");
        }

        FactObject?[][] inputs = facts;
        contest.Add(Ours(name), i => policy.Program.Return(policy.Program.Run(inputs[i % inputs.Length])));
        contest.Add(Stock(name), i => reference.Evaluate(facts[i % facts.Length]));
    }

    /// <summary>Returns the inputs of a policy in those appraisals in which its rules miss nothing and none fails.</summary>
    private static FactObject[][] Ordinary(CompiledScheme scheme, CompiledPolicy policy, byte[][] managers) =>
        [.. managers.Select(m => InputsOf(scheme.Plan, policy, scheme.ReadOwn(m).Facts)).OfType<FactObject[]>()];

    private static FactObject[]? InputsOf(AppraisalPlan plan, CompiledPolicy policy, FactObject facts)
    {
        var run = plan.Run(facts);
        var step = plan.Steps.Select((s, i) => (s.Policy, s.Reads, Place: i)).Single(s => s.Policy == policy);
        var isOpen = run.Policies[step.Place].Frame!.IsTold;
        FactObject[] inputs = [facts, .. policy.Runner.SectionsOf(run.Policies, step.Reads).OfType<FactObject>()];
        plan.Return(run);
        return isOpen ? null : inputs;
    }

    private static FactObject[][] Generated(CompiledPolicy policy)
    {
        var generator = new GeneratedFacts(20_250_101, []);
        return [.. Enumerable.Range(0, 50).Select(_ => policy.Inputs.Select(generator.Next).ToArray())];
    }
}
