using PolicyApi.Catalog.Force;
using PolicyApi.Storage;

namespace PolicyApi.Catalog;

/// <content>Bringing in many documents at once.</content>
public sealed partial class PolicyCatalog
{
    /// <summary>
    /// Brings in documents: all of them or none, as one change of the journal. They have to fit together with what is in force, as if
    /// all of them came into force at once; what is published has to pass every gate.
    /// </summary>
    /// <param name="request">The documents, and how far they are to come.</param>
    /// <param name="isTrial">Whether everything is checked and nothing written.</param>
    /// <param name="actor">Who.</param>
    /// <param name="permit">Throws if the actor may not carry out the plan; called for every plan before it is carried out.</param>
    /// <param name="cancellationToken">Cancels the operation, as long as nothing has been written.</param>
    /// <returns>
    /// <see cref="CatalogResult.Imported"/>, <see cref="CatalogResult.OtherDocument"/> or <see cref="CatalogResult.Refused"/>.
    /// </returns>
    public async Task<CatalogResult> ImportAsync(ImportRequest request, bool isTrial, string actor, Action<ImportPlan>? permit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var offered = _sets.Offer(request.Documents);
        ImportPlan? plan = null;
        var result = await PassAsync(
            async (snapshot, cancellation) =>
            {
                plan = ImportPlan.Of(snapshot, request);
                permit?.Invoke(plan);
                if (plan.Misfit is { } misfit)
                    return (new CatalogResult.OtherDocument(snapshot.Find(misfit.Key)!, misfit.Kind, misfit.Key.Id), null);
                var clearing = await ClearAsync(snapshot, plan, request, actor, cancellation);
                return isTrial || clearing.Cleared is { Entries.Count: 0 }
                    ? (clearing.Cleared is null ? new CatalogResult.Refused(clearing.Problems) : new CatalogResult.Imported(plan, clearing.Shifts, snapshot.FoldProvisionally(clearing.Cleared.Entries)), null)
                    : (null, clearing);
            },
            problems => new CatalogResult.Refused(problems),
            cancellationToken);
        return result is CatalogResult.Published published ? new CatalogResult.Imported(plan!, published.Shifts, Snapshot) : result;
    }

    private async Task<Clearing> ClearAsync(CatalogSnapshot snapshot, ImportPlan plan, ImportRequest import, string actor, CancellationToken cancellationToken)
    {
        var at = ForceTime(snapshot);
        var before = plan.Steps.Where(s => s.IsNew).Select(s => Draft(s.Document, s.Key, snapshot.Find(s.Key)?.Revision ?? 0, s.Version, actor) with { At = at }).ToList();
        var drafted = snapshot.FoldProvisionally(before);
        before.AddRange(plan.Steps.Where(s => s.IsSubmitted).Select(
            s => Step(drafted.Find(s.Key)!, drafted.Find(s.Key)!.FindVersion(s.Version)!, JournalAction.Submitted, import.Reason, actor) with { At = at }));
        var published = plan.Steps.Where(s => s.IsPublished).Select(s => new VersionKey(s.Key, s.Version)).ToList();
        if (published.Count > 0)
            return await _intoForce.ClearAsync(new ForceRequest(snapshot, before, published, import.EffectiveFrom, at, actor, import.Reason), _state.Current.Set, cancellationToken);

        // Nothing comes into force, but what is brought in has to be fit for it, all of it together.
        var changed = plan.Steps.Where(s => s.IsNew || s.IsSubmitted).Select(s => new VersionKey(s.Key, s.Version)).ToList();
        var request = new ForceRequest(snapshot, before, changed, import.EffectiveFrom, at, actor, import.Reason);
        return changed.Count == 0 ? IntoForce.ClearDrafts([]) : await _intoForce.ClearDraftsAsync(request, _state.Current.Set, cancellationToken);
    }
}
