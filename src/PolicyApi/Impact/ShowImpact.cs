using Microsoft.Extensions.Options;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Settings;
using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Impact;

namespace PolicyApi.Impact;

/// <summary>Shows for whom a version of a policy or scheme would change the answer. Nothing is stored.</summary>
/// <param name="finder">Finds the versions.</param>
/// <param name="store">The store of answers.</param>
/// <param name="limits">The limits of requests.</param>
/// <param name="options">The limits of impact analyses.</param>
internal sealed class ShowImpact(RulesFinder finder, IPolicyStore store, IOptions<ServiceLimits> limits, IOptions<ImpactOptions> options)
{
    /// <summary>Shows the impact on a posted cohort.</summary>
    public async Task<ImpactResult> OnPostedAsync(DocumentKey key, int version, ImpactQuery query, WhenQuery when, HttpRequest request, CancellationToken cancellation) =>
        await OnAsync(await CohortAsync(request), key, version, query, when, cancellation);

    /// <summary>Shows the impact on people about whom the policy or scheme has answered.</summary>
    public Task<ImpactResult> OnStoredAsync(DocumentKey key, int version, StoredCohortQuery cohort, ImpactQuery query, WhenQuery when, CancellationToken cancellation) =>
        OnAsync(new StoredCohort(store, key, cohort), key, version, query, when, cancellation);

    private async Task<ICohort> CohortAsync(HttpRequest request)
    {
        if (BodyReader.IsNdjson(request))
            return new PostedCohort(request.BodyReader, limits.Value.FactsBytes);
        if (!BodyReader.IsJson(request))
            throw new FaultException(Faults.UnsupportedMediaType(request.ContentType, LineExchange<object>.MediaType, BodyReader.JsonMediaType));
        return new OneSubject(await BodyReader.ReadJsonAsync(request, limits.Value.FactsBytes));
    }

    private async Task<ImpactResult> OnAsync(ICohort cohort, DocumentKey key, int version, ImpactQuery query, WhenQuery when, CancellationToken cancellation)
    {
        var after = await SideAsync(key, when, new TrialQuery { Version = version, Instead = query.Instead }, cancellation);
        var before = await SideAsync(key, when, new TrialQuery { Version = query.Against }, cancellation);
        var fields = query.FieldsOf(after, before);
        return new ImpactResult(new ImpactTally(query.Favouring(before), query.Favouring(after), fields), cohort, options.Value.MaxSubjects, query.Changes is not false, limits.Value.SpoolBytes);
    }

    private async Task<ImpactSide> SideAsync(DocumentKey key, WhenQuery when, TrialQuery trial, CancellationToken cancellation)
    {
        var rules = await finder.FindAsync(key, when, trial, cancellation);
        var side = key.Section == CatalogSection.Policies
            ? rules.InForce.Set.FindPolicy(key.Id) is { } policy ? ImpactSide.Of(policy) : null
            : rules.InForce.Set.FindScheme(key.Id) is { } scheme ? ImpactSide.Of(scheme) : null;
        return side ?? throw RulesFinder.Unusable(key, rules);
    }
}
