using PolicyApi.Catalog.Force;
using PolicyApi.Storage;

namespace PolicyApi.Catalog.Commands;

/// <summary>Imports many documents at once.</summary>
/// <param name="live">The live catalogue to change.</param>
/// <param name="door">Checks changes and clears them, or finds what prevents them.</param>
/// <param name="passage">Checks changes and writes them to the journal.</param>
/// <param name="sets">Compiles the imported documents before they are stored.</param>
internal sealed class ImportCommand(LiveCatalog live, IntoForce door, ForcePassage passage, CompiledSets sets)
{
    /// <summary>
    /// Imports documents: all of them or none, as one change of the journal. Together with what is in force they must compile and pass the gates
    /// for content, as if all of them came into force at once. Published versions must also be approved.
    /// </summary>
    /// <param name="request">The documents, and the status that they are to reach.</param>
    /// <param name="isTrial">Whether to check everything but write nothing.</param>
    /// <param name="actor">The actor to record in the journal.</param>
    /// <param name="permit">Throws if the actor may not carry out a plan; called for every plan before it is checked; <see langword="null"/> to permit
    /// all.</param>
    /// <param name="cancellationToken">Cancels the operation until it starts to write.</param>
    /// <returns>
    /// <see cref="CatalogResult.Imported"/>, <see cref="CatalogResult.OtherDocument"/> or <see cref="CatalogResult.Refused"/>.
    /// </returns>
    public async Task<CatalogResult> ImportAsync(ImportRequest request, bool isTrial, string actor, Action<ImportPlan>? permit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var offered = sets.Offer(request.Documents);
        ImportPlan? plan = null;
        return await passage.PassAsync(
            async (snapshot, cancellation) =>
            {
                plan = ImportPlan.Of(snapshot, request);
                permit?.Invoke(plan);
                if (plan.Misfit is { } misfit)
                    return (new CatalogResult.OtherDocument(snapshot.Find(misfit.Key)!, misfit.Kind, misfit.Key.Id), null);
                var clearing = await ClearAsync(snapshot, plan, request, actor, cancellation);
                return clearing.Cleared is { } cleared && (isTrial || cleared.Entries.Count == 0)
                    ? (new CatalogResult.Imported(plan, clearing.Shifts, snapshot.FoldProvisionally(cleared.Entries)), null)
                    : (null, clearing);
            },
            problems => new CatalogResult.Refused(problems),
            (after, shifts) => new CatalogResult.Imported(plan!, shifts, after),
            cancellationToken);
    }

    private async Task<Clearing> ClearAsync(CatalogSnapshot snapshot, ImportPlan plan, ImportRequest import, string actor, CancellationToken cancellationToken)
    {
        var at = snapshot.TimeOfNext(live.Now);
        var before = Drafts(snapshot, plan, import, at, actor);
        ForceRequest Request(IReadOnlyList<VersionKey> versions) => new(snapshot, before, versions, import.EffectiveFrom, at, actor, import.Reason, live.Latest.Set);

        var published = plan.Steps.Where(s => s.IsPublished).Select(s => new VersionKey(s.Key, s.Version)).ToList();
        if (published.Count > 0)
            return await door.ClearAsync(Request(published), cancellationToken);

        // Nothing comes into force, but all imported documents together must be fit for it.
        var changed = plan.Steps.Where(s => s.IsNew || s.IsSubmitted).Select(s => new VersionKey(s.Key, s.Version)).ToList();
        return await door.ClearDraftsAsync(Request(changed), cancellationToken);
    }

    private static List<NewDocumentEntry> Drafts(CatalogSnapshot snapshot, ImportPlan plan, ImportRequest import, DateTimeOffset at, string actor)
    {
        var entries = plan.Steps.Where(s => s.IsNew).Select(s => NewEntries.Draft(s.Document, s.Key, snapshot.Find(s.Key)?.Revision ?? 0, s.Version, at, actor)).ToList();
        var drafted = snapshot.FoldProvisionally(entries);
        entries.AddRange(plan.Steps.Where(s => s.IsSubmitted).Select(s => (Step: s, History: drafted.Find(s.Key)!)).Select(
            s => NewEntries.Step(s.History, s.History.FindVersion(s.Step.Version)!, JournalAction.Submitted, import.Reason, at, actor)));
        return entries;
    }
}
