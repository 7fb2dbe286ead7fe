using System.Text.Json;
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
        return await answers.AnswerAsync(request, scheme.Scheme, facts => Answer(scheme, rules, AnswerStamp.New("apr", StoredTime.Cut(time.GetUtcNow())), facts), "/v1/appraisals");
    }

    /// <summary>Answers one subject; nothing but its arguments decides what.</summary>
    public static Answered Answer(CompiledScheme scheme, RulesAt rules, AnswerStamp stamp, ReadOnlyMemory<byte> facts)
    {
        var (report, result) = scheme.Appraise(facts);
        if (report.Faults.Count > 0)
            return Answered.Refused(DiagnosticFaults.FactsInvalid(report.Faults));
        var appraisal = ToAppraisal(scheme, rules, stamp, result!, report.Ignored);
        var utf8 = JsonSerializer.SerializeToUtf8Bytes(appraisal, WireJson.Options.TypeInfo<Appraisal>());
        return new Answered(
            utf8, AnswerRecords.Create(DecisionType.Appraisal, appraisal.Id, stamp.At, appraisal.Scheme.Id, appraisal.Subject.Id, utf8, facts), null,
            result!.Scores.Missing.Count > 0 ? AnswerOutcomes.Undetermined : AnswerOutcomes.Complete);
    }

    private static Appraisal ToAppraisal(
        CompiledScheme scheme, RulesAt rules, AnswerStamp stamp, AppraisalResult result, IReadOnlyList<string> ignored) => new(
        stamp.Id,
        scheme.Scheme,
        scheme.Model,
        scheme.Policies,
        result.Subject,
        rules.AsOf,
        rules.KnownAt,
        stamp.At,
        rules.Revision,
        rules.StandingOf([(CatalogSection.Schemes, scheme.Scheme.Id), (CatalogSection.Models, scheme.Model.Id), .. scheme.Policies.Select(p => (CatalogSection.Policies, p.Id))]),
        result.Scores,
        result.Promotion,
        result.Training,
        result.Reward,
        ignored);
}
