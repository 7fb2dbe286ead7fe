using PolicyApi.Storage;

namespace PolicyApi.Catalog.Force;

/// <summary>Carries a change through the door and into the journal: it is checked while others go on, and written only if what it was checked against still holds.</summary>
/// <param name="live">What is changed.</param>
internal sealed class ForcePassage(LiveCatalog live)
{
    /// <summary>How often a change is checked again because others were quicker.</summary>
    private const int MostTries = 8;

    /// <summary>Checks a change and writes it, again and again until nothing else has changed in between.</summary>
    /// <param name="ask">Checks it against a snapshot: ends it early with a result, or says what the door says.</param>
    /// <param name="refuse">The result if something speaks against it.</param>
    /// <param name="done">The result once it is written.</param>
    /// <param name="cancellationToken">Cancels the operation, as long as nothing has been written.</param>
    /// <exception cref="StoreBusyException">Others were quicker every time.</exception>
    public async Task<CatalogResult> PassAsync(
        Func<CatalogSnapshot, CancellationToken, Task<(CatalogResult? End, Clearing? Clearing)>> ask,
        Func<IReadOnlyList<DocumentProblems>, CatalogResult> refuse,
        Func<CatalogSnapshot, IReadOnlyList<Shift>, CatalogResult> done,
        CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            // Asked without holding up others: tests, changed rules and comparisons with RulesEngine may take a minute. What was asked
            // holds for what was there then, and that is looked at again when it is this one's turn.
            var asked = live.Snapshot;
            var (end, clearing) = await ask(asked, cancellationToken);
            if (end is not null || clearing!.Cleared is not { } cleared)
                return end ?? refuse(clearing!.Problems);
            var written = await live.InTurnAsync(
                async turn => IsAsAsked(cleared, asked, turn.Snapshot) && await turn.AppendAsync(cleared) ? done(turn.Snapshot, clearing.Shifts) : null, cancellationToken);
            if (written is not null)
                return written;
        }

        throw new StoreBusyException("others are publishing or changing documents faster than this change can be checked; nothing was written");
    }

    /// <summary>Whether nothing that it was asked about has changed since; otherwise what was checked may no longer hold.</summary>
    private static bool IsAsAsked(IntoForce.Cleared cleared, CatalogSnapshot asked, CatalogSnapshot now) =>
        now.IsInForceAs(asked) && cleared.Entries.All(e => now.Find(e.Key)?.Revision == asked.Find(e.Key)?.Revision);
}
