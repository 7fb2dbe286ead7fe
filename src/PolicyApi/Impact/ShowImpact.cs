using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PolicyApi.Platform;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Impact;

namespace PolicyApi.Impact;

/// <summary>Shows whom a version of a policy would change for. Nothing is stored as a decision.</summary>
/// <param name="finder">Finds the versions.</param>
/// <param name="store">Has the decisions made until now.</param>
/// <param name="limits">How much is taken at once.</param>
/// <param name="options">How many subjects are.</param>
internal sealed class ShowImpact(RulesFinder finder, IPolicyStore store, IOptions<ServiceLimits> limits, IOptions<ImpactOptions> options)
{
    /// <summary>On a cohort that is posted.</summary>
    public static async Task<ImpactResult> OnPostedAsync(
        string id, int version, [AsParameters] ImpactQuery query, [AsParameters] WhenQuery when, HttpRequest request,
        [FromServices] ShowImpact impact, CancellationToken cancellation) =>
        await impact.OnAsync(await impact.CohortAsync(request), id, version, query, when, cancellation);

    /// <summary>On those on whom the policy has decided.</summary>
    public static Task<ImpactResult> OnStoredAsync(
        string id, int version, [AsParameters] StoredCohortQuery cohort, [AsParameters] ImpactQuery query, [AsParameters] WhenQuery when,
        [FromServices] ShowImpact impact, CancellationToken cancellation) =>
        impact.OnAsync(new StoredCohort(impact.Store, id, cohort), id, version, query, when, cancellation);

    private IPolicyStore Store => store;

    private async Task<ICohort> CohortAsync(HttpRequest request)
    {
        if (BodyReader.IsNdjson(request))
            return new PostedCohort(request.BodyReader, limits.Value.FactsBytes);
        if (!BodyReader.IsJson(request))
            throw new FaultException(Faults.UnsupportedMediaType(request.ContentType, LineExchange<object>.MediaType, BodyReader.JsonMediaType));
        return new OneSubject(await BodyReader.ReadJsonAsync(request, limits.Value.FactsBytes));
    }

    private async Task<ImpactResult> OnAsync(ICohort cohort, string id, int version, ImpactQuery query, WhenQuery when, CancellationToken cancellation)
    {
        var key = new DocumentKey(CatalogSection.Policies, id);
        var after = await finder.FindAsync(key, when, new TrialQuery(version, null), cancellation);
        var before = await finder.FindAsync(key, when, new TrialQuery(query.Against, null), cancellation);
        var policy = after.InForce.Set.FindPolicy(id) ?? throw RulesFinder.Unusable(key, after);
        var tally = new ImpactTally(before.InForce.Set.FindPolicy(id) ?? throw RulesFinder.Unusable(key, before), policy, query.Fields(policy));
        return new ImpactResult(tally, cohort, options.Value.MaxSubjects, query.Changes is not false, limits.Value.SpoolBytes);
    }
}
