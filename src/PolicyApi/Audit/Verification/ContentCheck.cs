using PolicyApi.Storage;

namespace PolicyApi.Audit.Verification;

/// <summary>Every content that the journal names is there and has its hash, and there is no other.</summary>
internal static class ContentCheck
{
    private const string Where = "contents";
    private const int Page = 1_000;

    /// <summary>Checks them.</summary>
    /// <returns>How many were read.</returns>
    public static async Task<long> RunAsync(IPolicyStore store, IReadOnlySet<string> named, FindingBag findings, CancellationToken cancellation)
    {
        long read = 0;
        foreach (var sha256 in named.Order(StringComparer.Ordinal))
        {
            var before = findings.Count;
            if (await findings.TryAsync(Where, () => store.ReadContentAsync(sha256, cancellation)) is not null)
                read++;
            else if (findings.Count == before)
                findings.Add(Where, $"the content `{sha256}`, which the journal names, is missing");
        }

        if (store is IStoreInventory inventory)
            await FindOthersAsync(inventory, named, findings, cancellation);
        return read;
    }

    private static async Task FindOthersAsync(IStoreInventory inventory, IReadOnlySet<string> named, FindingBag findings, CancellationToken cancellation)
    {
        string? after = null;
        while (true)
        {
            var page = await inventory.ListContentsAsync(after, Page, cancellation);
            foreach (var other in page.Where(c => !named.Contains(c)))
                findings.Add(Where, $"the content `{other}` is named by no entry of the journal; it was put there past the service");
            if (page.Count < Page)
                return;
            after = page[^1];
        }
    }
}
