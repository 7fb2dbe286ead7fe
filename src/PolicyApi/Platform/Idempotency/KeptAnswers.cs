using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PolicyApi.Platform.Json;
using PolicyApi.Privacy;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Idempotency;

/// <summary>Keeps answers for 24 hours, and forgets what they say about a person when told to.</summary>
/// <param name="store">Keeps them.</param>
internal sealed class KeptAnswers(IPolicyStore store) : ISubjectBodies
{
    private const string Collection = "idempotency";
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>Names a key of a caller: somebody else's of the same text is another.</summary>
    public static RecordKey KeyOf(string actor, string key) =>
        new(Collection, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{actor}\n{key}"))));

    /// <summary>What is kept under a key.</summary>
    public async Task<KeptAnswer?> FindAsync(RecordKey key, CancellationToken cancellation) =>
        await store.FindRecordAsync(key, cancellation) is { } record ? Read(record) : null;

    /// <summary>Keeps, unless it was changed by somebody else.</summary>
    /// <returns>Whether it is kept.</returns>
    public async Task<bool> PutAsync(RecordKey key, long expectedVersion, KeptAnswer answer) =>
        await store.AppendAsync(
            new StoreChange { Records = [RecordWrite.Put(key, expectedVersion, JsonSerializer.SerializeToUtf8Bytes(answer, WireJson.Options.TypeInfo<KeptAnswer>()), answer.At + Kept)] },
            CancellationToken.None) is AppendResult.Appended;

    /// <summary>Forgets a request that has done nothing.</summary>
    public async Task ReleaseAsync(RecordKey key) =>
        await store.AppendAsync(new StoreChange { Records = [RecordWrite.Delete(key, 1)] }, CancellationToken.None);

    /// <summary>
    /// Erases what answers say about a person. Their requests are still known, and done no second time: sent again they hear that the answer
    /// was erased. Doing it again does no harm.
    /// </summary>
    /// <param name="subject">The person's id.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>How many answers were erased now.</returns>
    public async Task<long> EraseAsync(string subject, CancellationToken cancellation)
    {
        long erased = 0;
        for (string? after = null; ;)
        {
            var page = await store.ListRecordsAsync(Collection, after, StoreLimits.MaxPageSize, cancellation);
            foreach (var record in page)
            {
                if (Read(record) is { } answer && string.Equals(answer.Subject, subject, StringComparison.Ordinal) && await PutAsync(record.Key, record.Version, answer.Erased()))
                    erased++;
            }

            if (page.Count < StoreLimits.MaxPageSize)
                return erased;
            after = page[^1].Key.Id;
        }
    }

    private static KeptAnswer Read(StoredRecord record) => JsonSerializer.Deserialize(record.Bytes.Span, WireJson.Options.TypeInfo<KeptAnswer>())!;
}
