using System.Text.Json;
using PolicyApi.Platform.Json;
using PolicyApi.Privacy;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Idempotency;

/// <summary>Erases the answers about a person that are kept to be repeated. Their keys stay taken: nothing is made twice.</summary>
/// <param name="store">Keeps them.</param>
internal sealed class KeptSubjects(IPolicyStore store) : ISubjectBodies
{
    /// <inheritdoc />
    public async Task<long> EraseAsync(string subject, CancellationToken cancellation)
    {
        var sha256 = AnsweredSubject.Of(subject).Sha256;
        long erased = 0;
        for (string? after = null; ;)
        {
            var page = await store.ListRecordsAsync(IdempotentRequests.Collection, after, StoreLimits.MaxPageSize, cancellation);
            foreach (var record in page)
                erased += await EraseAsync(record, sha256) ? 1 : 0;
            if (page.Count < StoreLimits.MaxPageSize)
                return erased;
            after = page[^1].Key.Id;
        }
    }

    private async Task<bool> EraseAsync(StoredRecord record, string sha256)
    {
        var kept = JsonSerializer.Deserialize(record.Bytes.Span, WireJson.Options.TypeInfo<KeptAnswer>())!;
        if (kept.IsErased || !string.Equals(kept.Subject, sha256, StringComparison.Ordinal))
            return false;
        var bytes = JsonSerializer.SerializeToUtf8Bytes(kept with { Headers = null, Body = null, IsErased = true }, WireJson.Options.TypeInfo<KeptAnswer>());
        var write = RecordWrite.Put(record.Key, record.Version, bytes, record.ExpiresAt);
        return await store.AppendAsync(new StoreChange { Records = [write] }, CancellationToken.None) is AppendResult.Appended;
    }
}
