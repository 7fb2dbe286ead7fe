using System.Runtime.CompilerServices;
using System.Text.Json;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Privacy;

/// <summary>
/// Reads stored answers with their facts, for evaluating them again. They are not masked: show callers stored answers through
/// <see cref="StoredAnswers"/> only, or show them no values.
/// </summary>
internal static class StoredFacts
{
    private const int PageSize = 200;
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = EngineLimits.DeepestJson + 1 };

    /// <summary>Returns the newest answer about each subject, newest first; erased answers are skipped.</summary>
    /// <param name="store">The store of the answers.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="from">The start of the range, inclusive; <see langword="null"/> for no start.</param>
    /// <param name="to">The end of the range, exclusive; <see langword="null"/> for no end.</param>
    /// <param name="fits">A further condition; the newest answer that meets it is returned for each subject.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public static async IAsyncEnumerable<DecisionRecord> NewestAsync(
        IDecisionStore store, DecisionFilter filter, DateTimeOffset? from, DateTimeOffset? to, Predicate<DecisionRecord>? fits, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);

        // Records of the same moment are in descending order of ids, and every id is greater than this one, so the list starts before that moment.
        var after = to is { } end ? new DecisionCursor(end, "0") : null;
        await foreach (var record in NewestFirstAsync(store, filter, from, after, cancellation))
        {
            if (record is { ErasedAt: null, Subject: { } subject } && fits?.Invoke(record) != false && seen.Add(subject))
                yield return record;
        }
    }

    /// <summary>Returns every answer, newest first, including erased ones.</summary>
    /// <param name="store">The store of the answers.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="from">The start of the range, inclusive; <see langword="null"/> for no start.</param>
    /// <param name="after">The position after which to begin; <see langword="null"/> for the newest.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public static async IAsyncEnumerable<DecisionRecord> NewestFirstAsync(
        IDecisionStore store, DecisionFilter filter, DateTimeOffset? from, DecisionCursor? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var page = await store.ListDecisionsAsync(filter, after, PageSize, cancellation);
            foreach (var record in page)
            {
                if (record.At < from)
                    yield break;
                yield return record;
            }

            if (page.Count < PageSize)
                yield break;
            after = new DecisionCursor(page[^1].At, page[^1].Id);
        }
    }

    /// <summary>Finds one answer; <see langword="null"/> if there is none of that type.</summary>
    public static async Task<DecisionRecord?> FindAsync(IDecisionStore store, DecisionType type, string id, CancellationToken cancellation) =>
        await store.FindDecisionAsync(id, cancellation) is { } record && record.Type == type ? record : null;

    /// <summary>Returns the facts in a record, byte for byte.</summary>
    /// <param name="record">A record that is not erased.</param>
    /// <exception cref="StoreCorruptException">The record has no facts.</exception>
    public static ReadOnlyMemory<byte> Of(DecisionRecord record)
    {
        var reader = new Utf8JsonReader(record.Body.Span, Deep);
        while (reader.Read())
        {
            if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("facts"u8))
                continue;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            return record.Body[start..(int)reader.BytesConsumed];
        }

        throw new StoreCorruptException($"the stored answer `{record.Id}` holds no facts; check the store with `fsck`");
    }
}
