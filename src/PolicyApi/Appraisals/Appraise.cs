using System.Buffers;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Json;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyEngine.Appraisals;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Appraisals;

/// <summary>Appraises one subject, or a stream of them, by a scheme.</summary>
internal static class Appraise
{
    /// <summary>Finds the scheme that applies and lets it answer.</summary>
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
        return await answers.AnswerAsync(request, scheme.Scheme, (facts, to) => AnswerNow(scheme, rules, StoredTime.Cut(time.GetUtcNow()), facts, to), "/v1/appraisals");
    }

    /// <summary>Appraises one subject.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="rules">The rules it stands in.</param>
    /// <param name="id">The appraisal's id.</param>
    /// <param name="now">When it is made, to the millisecond.</param>
    /// <param name="facts">The facts as posted.</param>
    /// <param name="to">Takes the appraisal.</param>
    public static Answered Answer(CompiledScheme scheme, RulesAt rules, string id, DateTimeOffset now, ReadOnlyMemory<byte> facts, ArrayBufferWriter<byte> to)
    {
        var (report, result) = scheme.Appraise(facts);
        if (report.Faults.Count > 0)
            return Answered.Refused(DiagnosticFaults.FactsInvalid(report.Faults));
        var appraisal = ToAppraisal(scheme, rules, id, now, result!, report.Ignored);
        var start = to.WrittenCount;
        WireText.Write(to, appraisal);
        return new Answered(
            to.WrittenMemory[start..], new AnswerHead(DecisionType.Appraisal, new AnswerStamp(id, now), appraisal.Scheme.Id, appraisal.Subject.Id), null,
            result!.Scores.Missing.Count > 0 ? AnswerOutcomes.Undetermined : AnswerOutcomes.Complete);
    }

    private static Answered AnswerNow(CompiledScheme scheme, RulesAt rules, DateTimeOffset now, ReadOnlyMemory<byte> facts, ArrayBufferWriter<byte> to) =>
        Answer(scheme, rules, DecisionIds.New("apr", now), now, facts, to);

    private static Appraisal ToAppraisal(
        CompiledScheme scheme, RulesAt rules, string id, DateTimeOffset now, AppraisalResult result, IReadOnlyList<string> ignored) => new(
        id,
        scheme.Scheme,
        scheme.Model,
        scheme.Policies,
        result.Subject,
        rules.AsOf,
        rules.KnownAt,
        now,
        rules.Revision,
        rules.StandingOf([(CatalogSection.Schemes, scheme.Scheme.Id), (CatalogSection.Models, scheme.Model.Id), .. scheme.Policies.Select(p => (CatalogSection.Policies, p.Id))]),
        result.Scores,
        result.Promotion,
        result.Training,
        result.Reward,
        ignored);
}
