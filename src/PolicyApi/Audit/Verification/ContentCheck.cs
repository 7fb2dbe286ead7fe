using PolicyApi.Storage;

namespace PolicyApi.Audit.Verification;

/// <summary>Checks that every content named by the journal exists and has its hash, and that there is no other.</summary>
internal static class ContentCheck
{
    private const string Where = "contents";
    private const int Page = 1_000;

    /// <summary>Checks the contents.</summary>
    /// <param name="store">The store.</param>
    /// <param name="named">The contents that the journal names.</param>
    /// <param name="areAll">Whether the whole journal was read.</param>
    /// <param name="findings">Collects the problems.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>The number of contents read.</returns>
    public static async Task<long> RunAsync(IPolicyStore store, IReadOnlySet<string> named, bool areAll, FindingBag findings, CancellationToken cancellation)
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

        if (areAll && store is IStoreInventory inventory)
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
                findings.Add(Where, $"the content `{other}` is not named by any entry of the journal; it was added behind the service's back");
            if (page.Count < Page)
                return;
            after = page[^1];
        }
    }
}
