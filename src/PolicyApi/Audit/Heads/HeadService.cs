using PolicyApi.Storage;

namespace PolicyApi.Audit.Heads;

/// <summary>Finds where everything ends, and has it signed.</summary>
/// <param name="store">Keeps journal and seals.</param>
/// <param name="signer">Signs.</param>
/// <param name="time">Dates the head.</param>
internal sealed class HeadService(IPolicyStore store, HeadSigner signer, TimeProvider time)
{
    /// <summary>The head of this moment.</summary>
    public async Task<SignedHead> SignAsync(CancellationToken cancellation)
    {
        var journal = await store.ReadHeadAsync(cancellation);
        var seals = new List<SealEnd>();
        foreach (var month in await store.ListSealMonthsAsync(cancellation))
        {
            if (await LastAsync(month, cancellation) is { } last)
                seals.Add(new SealEnd(month, last.Sequence, last.Hash));
        }

        return signer.Sign(time.GetUtcNow(), new JournalEnd(journal.Sequence, journal.Hash), seals);
    }

    // Seals have no gaps, so the last one is found by doubling and halving: some forty reads for a billion of them.
    private async Task<DecisionSeal?> LastAsync(DateOnly month, CancellationToken cancellation)
    {
        DecisionSeal? best = null;
        for (long step = 1; await NextAsync(month, step - 1, cancellation) is { } found; step *= 2)
            best = found;
        if (best is null)
            return null;
        var (low, high) = (best.Sequence, best.Sequence * 2);
        while (low < high - 1)
        {
            var middle = low + ((high - low) / 2);
            if (await NextAsync(month, middle - 1, cancellation) is { } found)
                (low, best) = (middle, found);
            else
                high = middle;
        }

        return best;
    }

    private async Task<DecisionSeal?> NextAsync(DateOnly month, long after, CancellationToken cancellation)
    {
        try
        {
            return await store.ReadSealsAsync(month, after, 1, cancellation) is [var seal] ? seal : null;
        }
        catch (StoreCorruptException) when (after > 0)
        {
            // The store misses the seal after which was asked: it is beyond the end, or gone. `verify` tells the two apart.
            return null;
        }
    }
}
