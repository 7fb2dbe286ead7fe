using PolicyApi.Storage;

namespace PolicyApi.Audit.Heads;

/// <summary>Finds the ends of all chains, and has them signed.</summary>
/// <param name="store">The store of the journal and the seals.</param>
/// <param name="signer">Signs the head.</param>
/// <param name="time">The clock, for the time of the head.</param>
internal sealed class HeadService(IPolicyStore store, HeadSigner signer, TimeProvider time)
{
    /// <summary>Returns the signed head of this moment.</summary>
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

    /// <summary>Returns the last seal of a month; <see langword="null"/> if there is none after a given seal.</summary>
    /// <param name="month">The month's first day.</param>
    /// <param name="after">The sequence of a known seal; 0 for none.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<DecisionSeal?> LastAsync(DateOnly month, long after, CancellationToken cancellation) =>
        await store.ReadLastSealAsync(month, cancellation) is { } last && last.Sequence > after ? last : null;

    /// <summary>Returns the hash of a seal; <see langword="null"/> if it does not exist.</summary>
    /// <param name="month">The month's first day.</param>
    /// <param name="sequence">The sequence of the seal.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<string?> HashAtAsync(DateOnly month, long sequence, CancellationToken cancellation)
    {
        try
        {
            return await store.ReadSealsAsync(month, sequence - 1, 1, cancellation) is [var seal] ? seal.Hash : null;
        }
        catch (StoreCorruptException) when (sequence > 1)
        {
            // The store does not have the given seal: it is beyond the end, or gone. `verify` distinguishes the two.
            return null;
        }
    }
}
