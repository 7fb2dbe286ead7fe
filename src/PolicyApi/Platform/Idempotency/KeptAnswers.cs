using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PolicyApi.Platform.Json;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Idempotency;

/// <summary>Stores answers for 24 hours, and erases those about a person on request.</summary>
/// <param name="store">The store for the answers.</param>
internal sealed class KeptAnswers(IPolicyStore store)
{
    private const string Collection = "idempotency";
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private static readonly JsonTypeInfo<KeptAnswer> Type = WireJson.Type<KeptAnswer>(KeptJson.Default);

    /// <summary>Returns the store's key for a caller's key. The same text sent by two callers gives two keys.</summary>
    public static RecordKey KeyOf(string actor, string key) =>
        new(Collection, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{actor}\n{key}"))));

    /// <summary>Finds what is stored under a key; <see langword="null"/> if there is nothing.</summary>
    public async Task<KeptAnswer?> FindAsync(RecordKey key, CancellationToken cancellation) =>
        await store.FindRecordAsync(key, cancellation) is { } record ? Read(record) : null;

    /// <summary>Stores an answer, unless the record no longer has the expected version.</summary>
    /// <returns>Whether it was stored.</returns>
    public async Task<bool> PutAsync(RecordKey key, long expectedVersion, KeptAnswer answer) =>
        await store.AppendAsync(
            new StoreChange { Records = [RecordWrite.Put(key, expectedVersion, JsonSerializer.SerializeToUtf8Bytes(answer, Type), answer.At + Kept)] },
            CancellationToken.None) is AppendResult.Appended;

    /// <summary>Removes the note about a request that has done nothing.</summary>
    public async Task ReleaseAsync(RecordKey key) =>
        await store.AppendAsync(new StoreChange { Records = [RecordWrite.Delete(key, 1)] }, CancellationToken.None);

    /// <summary>
    /// Erases the content of the answers about a person. Their requests are still known and are not carried out a second time: if one is repeated,
    /// the response says that the answer was erased. Erasing twice does no harm.
    /// </summary>
    /// <param name="subject">The person's id.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>The number of answers erased by this call.</returns>
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

    private static KeptAnswer Read(StoredRecord record) => JsonSerializer.Deserialize(record.Bytes.Span, Type)!;
}
