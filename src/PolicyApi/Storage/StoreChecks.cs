using System.Security.Cryptography;

namespace PolicyApi.Storage;

/// <summary>What every store refuses before it takes anything, so that all stores refuse the same.</summary>
internal static class StoreChecks
{
    public static void Check(IReadOnlyList<NewEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count == 0)
            throw new ArgumentException("give at least one entry", nameof(entries));
        foreach (var entry in entries)
            Check(entry);
    }

    public static void Check(IReadOnlyList<DecisionRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        if (records.Count is < 1 or > StoreLimits.MaxDecisionsPerAppend)
            throw new ArgumentException($"give 1 to {StoreLimits.MaxDecisionsPerAppend} records, not {records.Count}", nameof(records));
        foreach (var record in records)
            Check(record);
    }

    public static void Check(DecisionFilter filter, DecisionCursor? after)
    {
        if (filter.DocumentId is not null && !DocumentKey.IsId(filter.DocumentId))
            throw new ArgumentException($"`{filter.DocumentId}` is not a document id", nameof(filter));
        if (after is { Id.Length: 0 or > StoreLimits.MaxDecisionIdLength })
            throw new ArgumentException($"`{after.Id}` is not a decision id", nameof(after));
    }

    public static void CheckSha256(string sha256, string name)
    {
        if (sha256 is null || sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower))
            throw new ArgumentException($"`{sha256}` is not 64 lower-case hex digits", name);
    }

    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static void Check(NewEntry entry)
    {
        var key = entry.Key;
        if (!DocumentKey.IsId(key.Id))
            throw new ArgumentException($"`{key.Id}` is not a document id", nameof(entry));
        if (string.IsNullOrEmpty(entry.Actor))
            throw new ArgumentException($"the entry for `{key}` names no actor", nameof(entry));
        if (entry.Version < 1)
            throw new ArgumentException($"the entry for `{key}` has version {entry.Version}; versions start at 1", nameof(entry));
        if ((entry.Action is JournalAction.Published or JournalAction.Withdrawn) != entry.EffectiveFrom.HasValue)
            throw new ArgumentException($"the entry for `{key}` must say from when it is in force, or no longer, exactly when it is a publication or a withdrawal", nameof(entry));
        if (entry.Basis.HasValue && entry.Action != JournalAction.Published)
            throw new ArgumentException($"the entry for `{key}` must say what stands behind it only when it is a publication", nameof(entry));
        CheckContent(entry);
    }

    private static void CheckContent(NewEntry entry)
    {
        var key = entry.Key;
        var brings = entry.Action is JournalAction.Drafted or JournalAction.Edited;
        if (brings != entry.Kind.HasValue || brings != (entry.Title is not null) || (brings && entry.ContentSha256 is null))
            throw new ArgumentException($"the entry for `{key}` must have hash, kind and title exactly when it is drafted or edited", nameof(entry));
        if (entry.Content.HasValue && !brings)
            throw new ArgumentException($"the entry for `{key}` brings content and is neither drafted nor edited", nameof(entry));
        if (entry.ContentSha256 is null)
            return;

        CheckSha256(entry.ContentSha256, nameof(entry));
        if (entry.Content is { } content)
            CheckBytes($"the content of `{key}`", content, entry.ContentSha256);
    }

    private static void Check(DecisionRecord record)
    {
        if (string.IsNullOrEmpty(record.Id) || record.Id.Length > StoreLimits.MaxDecisionIdLength)
            throw new ArgumentException($"the decision id `{record.Id}` must have 1 to {StoreLimits.MaxDecisionIdLength} characters", nameof(record));
        if (!DocumentKey.IsId(record.DocumentId))
            throw new ArgumentException($"the decision `{record.Id}` names `{record.DocumentId}`, which is not a document id", nameof(record));
        if (record.At.UtcTicks < DateTimeOffset.UnixEpoch.UtcTicks)
            throw new ArgumentException($"the decision `{record.Id}` is from before 1970", nameof(record));
        CheckSha256(record.Sha256, nameof(record));
        CheckBytes($"the body of the decision `{record.Id}`", record.Body, record.Sha256);
    }

    private static void CheckBytes(string what, ReadOnlyMemory<byte> bytes, string sha256)
    {
        if (bytes.Length > StoreLimits.MaxContentBytes)
            throw new ArgumentException($"{what} has {bytes.Length} bytes; at most {StoreLimits.MaxContentBytes} can be stored", nameof(bytes));
        if (!string.Equals(Sha256(bytes.Span), sha256, StringComparison.Ordinal))
            throw new ArgumentException($"{what} does not have the hash `{sha256}`", nameof(bytes));
    }
}
