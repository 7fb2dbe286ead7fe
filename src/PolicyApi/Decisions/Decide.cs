using System.Buffers;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Catalog;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Json;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Workflows;

namespace PolicyApi.Decisions;

/// <summary>Decides on one subject, or on a stream of them, by one policy.</summary>
internal static class Decide
{
    private static readonly JsonTypeInfo<Decision> Type = WireJson.Type<Decision>(DecisionJson.Default);

    /// <summary>Finds the policy that applies and lets it answer.</summary>
    public static async Task<Results<StoredAnswerResult, LineStreamResult<DecisionRecord>, Fault>> HandleAsync(
        string id,
        [AsParameters] WhenQuery when,
        [AsParameters] TrialQuery trial,
        HttpRequest request,
        [FromServices] RulesFinder finder,
        [FromServices] AnswerService answers,
        [FromServices] TimeProvider time,
        CancellationToken cancellation)
    {
        var key = new DocumentKey(CatalogSection.Policies, id);
        var rules = await finder.FindAsync(key, when, trial, cancellation);
        var policy = rules.InForce.Set.FindPolicy(id) ?? throw RulesFinder.Unusable(key, rules);
        return await answers.AnswerAsync(
            request, policy.Policy, (facts, to) => Answer(policy, rules, AnswerStamp.New("dec", time.GetUtcNow()), facts, to), "/v1/decisions");
    }

    /// <summary>Decides on one subject. The answer depends on the arguments only.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="rules">The rules in force, of which the policy is a part.</param>
    /// <param name="stamp">The decision's id and time.</param>
    /// <param name="facts">The facts as posted.</param>
    /// <param name="to">Receives the decision.</param>
    public static Answered Answer(CompiledPolicy policy, RulesAt rules, AnswerStamp stamp, ReadOnlyMemory<byte> facts, ArrayBufferWriter<byte> to) =>
        policy.Kind == DocumentKind.KpiWeighting ? Score(policy, rules, stamp, facts, to) : ByRules(policy, rules, stamp, facts, to);

    /// <summary>Returns the weakest standing among a policy and its model.</summary>
    public static Standing StandingOf(CompiledPolicy policy, RulesAt rules) =>
        rules.StandingOf((CatalogSection.Policies, policy.Policy.Id), (CatalogSection.Models, policy.Model.Id));

    private static Answered ByRules(CompiledPolicy policy, RulesAt rules, AnswerStamp stamp, ReadOnlyMemory<byte> facts, ArrayBufferWriter<byte> to)
    {
        using var answer = policy.Answer(facts.Span);
        if (answer.Facts.Faults.Count > 0)
            return Answered.Refused(DiagnosticFaults.FactsInvalid(answer.Facts.Faults));
        var start = to.WrittenCount;
        DecisionWriter.Write(to, policy, rules, stamp, answer);
        return new Answered(
            to.WrittenMemory[start..], new AnswerHead(DecisionType.Decision, stamp, policy.Policy.Id, answer.Facts.Subject!), null, OutcomeOf(answer.Outcome, answer.Missing));
    }

    private static Answered Score(CompiledPolicy policy, RulesAt rules, AnswerStamp stamp, ReadOnlyMemory<byte> facts, ArrayBufferWriter<byte> to)
    {
        var decided = policy.Decide(facts);
        if (decided.Facts.Faults.Count > 0)
            return Answered.Refused(DiagnosticFaults.FactsInvalid(decided.Facts.Faults));
        var decision = ToDecision(policy, rules, stamp, decided);
        var start = to.WrittenCount;
        WireText.Write(to, decision, Type);
        return new Answered(to.WrittenMemory[start..], new AnswerHead(DecisionType.Decision, stamp, decision.Policy.Id, decision.Subject), null, OutcomeOf(decision.Outcome, decision.Missing));
    }

    private static string OutcomeOf(Outcome? outcome, IReadOnlyList<string> missing) => outcome switch
    {
        Outcome.Met => "met",
        Outcome.NotMet => "notMet",
        Outcome.Undetermined => AnswerOutcomes.Undetermined,
        _ => missing.Count > 0 ? AnswerOutcomes.Undetermined : AnswerOutcomes.Complete,
    };

    /// <summary>
    /// Returns a decision as an object: for rules, with the same content that <see cref="DecisionWriter"/> writes; or the scores of a weighting policy.
    /// </summary>
    public static Decision ToDecision(CompiledPolicy policy, RulesAt rules, AnswerStamp stamp, PolicyDecision decided) => new(
        stamp.Id,
        policy.Policy,
        policy.Model,
        decided.Facts.Subject!,
        rules.AsOf,
        rules.KnownAt,
        stamp.At,
        rules.Revision,
        StandingOf(policy, rules),
        decided.Result?.Outcome,
        decided.Result?.Events,
        decided.Result?.Missing ?? decided.Scores!.Missing,
        decided.Result?.Rules,
        decided.Scores,
        decided.Facts.Ignored);
}
