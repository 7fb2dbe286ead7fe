using PolicyApi.Storage;

namespace PolicyApi.Catalog.Force;

/// <summary>
/// Checks a change of what is in force and writes it to the journal. The check does not block other commands; the change is written only if
/// nothing that the check depended on has changed.
/// </summary>
/// <param name="live">The live catalogue to change.</param>
internal sealed class ForcePassage(LiveCatalog live)
{
    /// <summary>The maximum number of checks of one change while others change what it depends on.</summary>
    private const int MostTries = 8;

    /// <summary>Checks a change and writes it; starts over if something it depends on has changed in between.</summary>
    /// <param name="ask">Checks the change against a snapshot and returns either a result that ends the operation, or the outcome of the check.</param>
    /// <param name="refuse">Creates the result if the check finds problems.</param>
    /// <param name="done">Creates the result after the change is written.</param>
    /// <param name="cancellationToken">Cancels the operation until it starts to write.</param>
    /// <exception cref="StoreBusyException">Something the change depends on changed during every attempt; nothing was written.</exception>
    public async Task<CatalogResult> PassAsync(
        Func<CatalogSnapshot, CancellationToken, Task<(CatalogResult? End, Clearing? Clearing)>> ask,
        Func<IReadOnlyList<DocumentProblems>, CatalogResult> refuse,
        Func<CatalogSnapshot, IReadOnlyList<Shift>, CatalogResult> done,
        CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            // The check runs outside the turn, because tests, mutation tests and comparisons with RulesEngine may take a minute. In its turn the
            // change is written only if the snapshot that was checked still holds.
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

    /// <summary>Whether neither what is in force nor any document of the change has changed since the check.</summary>
    private static bool IsAsAsked(IntoForce.Cleared cleared, CatalogSnapshot asked, CatalogSnapshot now) =>
        now.IsInForceAs(asked) && cleared.Entries.All(e => now.Find(e.Key)?.Revision == asked.Find(e.Key)?.Revision);
}
