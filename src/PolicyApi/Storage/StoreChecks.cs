using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace PolicyApi.Storage;

/// <summary>The checks that every store makes before it accepts anything, so that all stores refuse the same things.</summary>
internal static partial class StoreChecks
{
    private const int MaxRecordIdLength = 256;

    public static void Check(StoreChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var parts = change.Entries.Count + change.Records.Count;
        if (parts is < 1 or > StoreLimits.MaxChangeParts)
            throw new ArgumentException($"give 1 to {StoreLimits.MaxChangeParts} entries and records, not {parts}", nameof(change));
        if (change.ExpectedSequence < 0)
            throw new ArgumentException($"the expected sequence is {change.ExpectedSequence}; the lowest is 0, for an empty journal", nameof(change));
        CheckSize(SizeOf(change), nameof(change));
        foreach (var entry in change.Entries)
            EntryChecks.Check(entry);
        foreach (var write in change.Records)
            Check(write);
        if (change.Records.DistinctBy(w => w.Key).Count() != change.Records.Count)
            throw new ArgumentException("give each record once", nameof(change));
    }

    public static void Check(RecordKey key)
    {
        CheckCollection(key.Collection);
        if (key.Id is null || key.Id.Length is 0 or > MaxRecordIdLength || !key.Id.All(c => c is >= '!' and <= '~'))
            throw new ArgumentException($"`{key.Id}` is not a record id: 1 to {MaxRecordIdLength} characters from `!` to `~`", nameof(key));
    }

    public static void CheckCollection(string collection)
    {
        if (!IsWord(collection))
            throw new ArgumentException($"`{collection}` is not the name of a collection: 1 to 64 of `a-z 0-9 -`, starting with a letter", nameof(collection));
    }

    public static void Check(IReadOnlyList<DecisionRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        if (records.Count is < 1 or > StoreLimits.MaxDecisionsPerAppend)
            throw new ArgumentException($"give 1 to {StoreLimits.MaxDecisionsPerAppend} records, not {records.Count}", nameof(records));
        CheckSize(StoredDecision.BodyBytes(records), nameof(records));
        for (var i = 0; i < records.Count; i++)
            Check(records[i]);
    }

    public static void CheckErasure(IReadOnlyList<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.Count is < 1 or > StoreLimits.MaxDecisionsPerAppend)
            throw new ArgumentException($"give 1 to {StoreLimits.MaxDecisionsPerAppend} ids, not {ids.Count}", nameof(ids));
    }

    public static void Check(DecisionFilter filter, DecisionCursor? after)
    {
        if (filter.DocumentId is not null && !DocumentKey.IsId(filter.DocumentId))
            throw new ArgumentException($"`{filter.DocumentId}` is not a document id", nameof(filter));
        if (after is not null && !IsDecisionId(after.Id))
            throw new ArgumentException($"`{after.Id}` is not a decision id", nameof(after));
    }

    public static void CheckRead(long afterSequence, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterSequence);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, StoreLimits.MaxJournalRead);
    }

    public static void CheckPage(string collection, string? afterId, int pageSize)
    {
        CheckCollection(collection);
        if (afterId is not null)
            Check(new RecordKey(collection, afterId));
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, StoreLimits.MaxPageSize);
    }

    public static void CheckMonth(DateOnly month)
    {
        if (month.Day != 1)
            throw new ArgumentException($"`{StoredTime.Text(month)}` is not the first day of a month", nameof(month));
    }

    /// <summary>Whether a text can be the id of a record; other texts need not be looked up.</summary>
    public static bool IsDecisionId(string id) => id.Length is > 0 and <= StoreLimits.MaxDecisionIdLength;

    /// <summary>Whether a text is 1–64 characters of <c>a–z 0–9 -</c>, starting with a letter.</summary>
    public static bool IsWord(string? text) => text is not null && WordPattern().IsMatch(text);

    public static void CheckSha256(string sha256, string name)
    {
        if (sha256 is null || sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower))
            throw new ArgumentException($"`{sha256}` is not 64 lower-case hex digits", name);
    }

    public static void CheckBytes(string what, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > StoreLimits.MaxContentBytes)
            throw new ArgumentException($"{what} has {bytes.Length} bytes; at most {StoreLimits.MaxContentBytes} can be stored", nameof(bytes));
    }

    public static void CheckBytes(string what, ReadOnlyMemory<byte> bytes, string sha256)
    {
        CheckBytes(what, bytes);
        if (!string.Equals(Sha256(bytes.Span), sha256, StringComparison.Ordinal))
            throw new ArgumentException($"{what} does not have the hash `{sha256}`", nameof(bytes));
    }

    /// <summary>Returns the number of bytes of the records and contents in a change.</summary>
    public static long SizeOf(StoreChange change) =>
        change.Records.Sum(w => (long)(w.Bytes?.Length ?? 0)) + change.Entries.Sum(e => (long)((e as NewDocumentEntry)?.Content?.Length ?? 0));

    public static string Sha256(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash);
    }

    private static void CheckSize(long bytes, string name)
    {
        if (bytes > StoreLimits.MaxAppendBytes)
            throw new ArgumentException($"{bytes} bytes are too many for one append; at most {StoreLimits.MaxAppendBytes} are taken", name);
    }

    private static void Check(RecordWrite write)
    {
        Check(write.Key);
        if (write.ExpectedVersion < (write.Bytes is null ? 1 : 0))
            throw new ArgumentException($"the write of `{write.Key}` expects version {write.ExpectedVersion}; versions start at 1, and 0 is for a record to be made", nameof(write));
        if (write.Bytes is { } bytes)
            CheckBytes($"the record `{write.Key}`", bytes);
    }

    private static void Check(DecisionRecord record)
    {
        if (record.Id is null || !IsDecisionId(record.Id))
            throw new ArgumentException($"the decision id `{record.Id}` must have 1 to {StoreLimits.MaxDecisionIdLength} characters", nameof(record));
        if (!DocumentKey.IsId(record.DocumentId))
            throw new ArgumentException($"the decision `{record.Id}` names `{record.DocumentId}`, which is not a document id", nameof(record));
        if (record.At.UtcTicks < DateTimeOffset.UnixEpoch.UtcTicks)
            throw new ArgumentException($"the decision `{record.Id}` is from before 1970", nameof(record));
        if (!DecisionIds.Fits(record.Id, record.At))
            throw new ArgumentException($"the decision `{record.Id}` holds another time than that of its record, {StoredTime.Text(record.At)}", nameof(record));
        if (record.ErasedAt is not null)
            throw new ArgumentException($"the decision `{record.Id}` is to be written, so it cannot be erased already", nameof(record));
        if (record.IsProven)
        {
            CheckBytes("the body of the decision", record.Body);
            return;
        }

        CheckSha256(record.Sha256, nameof(record));
        CheckBytes($"the body of the decision `{record.Id}`", record.Body, record.Sha256);
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,63}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WordPattern();
}
