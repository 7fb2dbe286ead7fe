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
            if (await LastAsync(month, 0, cancellation) is { } last)
                seals.Add(new SealEnd(month, last.Sequence, last.Hash));
        }

        return signer.Sign(time.GetUtcNow(), new JournalEnd(journal.Sequence, journal.Hash), seals);
    }

    /// <summary>The last seal of a month, if there is one after another.</summary>
    /// <param name="month">The month's first day.</param>
    /// <param name="after">The sequence of a seal that is there; 0 for none.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<DecisionSeal?> LastAsync(DateOnly month, long after, CancellationToken cancellation)
    {
        // Seals have no gaps, so the last one is found by doubling and halving: some forty reads for a billion of them.
        DecisionSeal? best = null;
        long step = 1;
        for (; await NextAsync(month, after + step - 1, cancellation) is { } found; step *= 2)
            best = found;
        if (best is null)
            return null;
        var (low, high) = (best.Sequence, after + step);
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

    /// <summary>The hash of a seal; <see langword="null"/> when it is not there.</summary>
    /// <param name="month">The month's first day.</param>
    /// <param name="sequence">The seal's.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<string?> HashAtAsync(DateOnly month, long sequence, CancellationToken cancellation) =>
        (await NextAsync(month, sequence - 1, cancellation))?.Hash;

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
