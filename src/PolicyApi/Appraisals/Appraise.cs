using System.Buffers;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Catalog;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyEngine.Appraisals;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Appraisals;

/// <summary>Appraises one subject, or a stream of them, by a scheme.</summary>
internal static class Appraise
{
    /// <summary>Finds the version of the scheme that applies, and answers the request.</summary>
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
        var key = new DocumentKey(CatalogSection.Schemes, id);
        var rules = await finder.FindAsync(key, when, trial, cancellation);
        var scheme = rules.InForce.Set.FindScheme(id) ?? throw RulesFinder.Unusable(key, rules);
        return await answers.AnswerAsync(request, scheme.Scheme, (facts, to) => Answer(scheme, rules, AnswerStamp.New("apr", time.GetUtcNow()), facts, to), "/v1/appraisals");
    }

    /// <summary>Appraises one subject.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="rules">The rules in force, of which the scheme is a part.</param>
    /// <param name="stamp">The appraisal's id and time.</param>
    /// <param name="facts">The facts as posted.</param>
    /// <param name="to">Receives the appraisal.</param>
    public static Answered Answer(CompiledScheme scheme, RulesAt rules, AnswerStamp stamp, ReadOnlyMemory<byte> facts, ArrayBufferWriter<byte> to)
    {
        using var answer = scheme.Answer(facts.Span);
        if (answer.Facts.Faults.Count > 0)
            return Answered.Refused(DiagnosticFaults.FactsInvalid(answer.Facts.Faults));
        var start = to.WrittenCount;
        AppraisalWriter.Write(to, scheme, rules, stamp, answer);
        return new Answered(
            to.WrittenMemory[start..], new AnswerHead(DecisionType.Appraisal, stamp, scheme.Scheme.Id, answer.Subject!.Id), null,
            answer.Missing.Count > 0 ? AnswerOutcomes.Undetermined : AnswerOutcomes.Complete);
    }

    /// <summary>Returns the weakest standing among a scheme, its model and its policies.</summary>
    public static Standing StandingOf(CompiledScheme scheme, RulesAt rules) => rules.StandingOf(
        [(CatalogSection.Schemes, scheme.Scheme.Id), (CatalogSection.Models, scheme.Model.Id), .. scheme.Policies.Select(p => (CatalogSection.Policies, p.Id))]);

    /// <summary>Returns an appraisal as an object, with the same content that <see cref="AppraisalWriter"/> writes.</summary>
    public static Appraisal ToAppraisal(CompiledScheme scheme, RulesAt rules, AnswerStamp stamp, AppraisalResult result, IReadOnlyList<string> ignored) => new(
        stamp.Id,
        scheme.Scheme,
        scheme.Model,
        scheme.Policies,
        result.Subject,
        rules.AsOf,
        rules.KnownAt,
        stamp.At,
        rules.Revision,
        StandingOf(scheme, rules),
        result.Scores,
        result.Promotion,
        result.Training,
        result.Reward,
        ignored);
}
