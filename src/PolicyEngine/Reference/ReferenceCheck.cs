using System.Globalization;
using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Policies;
using PolicyEngine.Workflows;

namespace PolicyEngine.Reference;

/// <summary>
/// Checks a policy's workflow against Microsoft's RulesEngine before the policy is published: for given samples and for generated facts, every rule that both
/// engines can evaluate must have the same result. The check is deterministic, because the seed of the generated facts is the policy's hash.
/// </summary>
public static class ReferenceCheck
{
    /// <summary>The default number of generated facts in a check.</summary>
    public const int DefaultGenerated = 50;

    /// <summary>The maximum number of generated facts in a check.</summary>
    public const int MaxGenerated = 1_000;

    private const int MostDisagreements = 20;

    /// <summary>Runs both engines and compares their results.</summary>
    /// <param name="policy">A compiled policy.</param>
    /// <param name="samples">Facts to try, each one JSON object in UTF-8. Those that are refused or incomplete are skipped.</param>
    /// <param name="generated">The number of facts to generate in addition, 0–1,000.</param>
    /// <param name="cancellationToken">Checked before each set of facts.</param>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public static ReferenceReport Run(
        CompiledPolicy policy, IReadOnlyList<ReadOnlyMemory<byte>> samples, int generated = DefaultGenerated, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegative(generated);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(generated, MaxGenerated);
        if (policy.Library is not { } library)
            return new ReferenceReport(0, []);
        var reference = ReferenceWorkflow.Create(policy, library);
        var compared = 0;
        var disagreements = new List<ReferenceDisagreement>();
        foreach (var (source, facts) in Facts(policy, samples, generated))
        {
            cancellationToken.ThrowIfCancellationRequested();
            // RulesEngine limits neither texts nor lists, and it computes values that no result needs.
            if (!policy.CanComputeEverything(facts))
                continue;
            var differences = ReferenceComparison.Differences(policy.EvaluateRules(facts), reference.Evaluate(facts), out var rules);
            compared += rules;
            disagreements.AddRange(differences.Select(d => new ReferenceDisagreement(d.Rule, source, d.Difference)));
            if (disagreements.Count >= MostDisagreements)
                break;
        }

        return new ReferenceReport(compared, disagreements) { Diagnostics = [.. disagreements.DistinctBy(d => d.Rule, StringComparer.Ordinal).Select(d => ToDiagnostic(d, library))] };
    }

    private static Diagnostic ToDiagnostic(ReferenceDisagreement found, WorkflowLibrary library)
    {
        var at = library.All.SelectMany(w => w.Rules).SelectMany(WithNested).First(r => string.Equals(r.Name, found.Rule, StringComparison.Ordinal)).Node;
        return new Diagnostic(
            "reference-disagreement", DiagnosticSeverity.Error, at.Pointer, at.Line, at.Column,
            $"Microsoft's RulesEngine gives a different result for {found.Facts}: {found.Difference}; write `{found.Rule}` so that both agree");
    }

    private static IEnumerable<RuleDefinition> WithNested(RuleDefinition rule) => rule.Rules.SelectMany(WithNested).Prepend(rule);

    private static IEnumerable<(string Source, FactObject[] Facts)> Facts(CompiledPolicy policy, IReadOnlyList<ReadOnlyMemory<byte>> samples, int generated)
    {
        for (var i = 0; i < samples.Count; i++)
        {
            if (policy.ReadInputs(samples[i]) is { } inputs && inputs.Zip(policy.Inputs).All(p => p.Second.IsComplete(p.First)))
                yield return (string.Create(CultureInfo.InvariantCulture, $"sample {i}"), [.. inputs.OfType<FactObject>()]);
        }

        var seed = ulong.Parse(policy.Policy.Sha256.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        var numbers = policy.Parameters.All.Select(p => p.Value).OfType<decimal>().ToList();
        var generator = new GeneratedFacts(seed, numbers);
        for (var i = 0; i < generated; i++)
            yield return (string.Create(CultureInfo.InvariantCulture, $"generated {i}"), [.. policy.Inputs.Select(generator.Next)]);
    }
}

/// <summary>The result of a check.</summary>
/// <param name="Compared">The number of rule results compared.</param>
/// <param name="Disagreements">The differences between the two engines. If there is any, the version must not be published.</param>
public sealed record ReferenceReport(int Compared, IReadOnlyList<ReferenceDisagreement> Disagreements)
{
    /// <summary>The disagreements as errors of the document, one for each rule.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}

/// <summary>A rule for which the two engines have different results.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Facts">The facts: <c>sample n</c> or <c>generated n</c>, counted from 0.</param>
/// <param name="Difference">The result of each engine.</param>
public sealed record ReferenceDisagreement(string Rule, string Facts, string Difference);
