using System.Runtime.CompilerServices;
using System.Text.Json;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Privacy;

/// <summary>
/// Stored answers with the facts that they were given on, for answering them again. They come as they are stored: whoever is
/// shown anything of them is shown it through <see cref="StoredAnswers"/>, or told no values.
/// </summary>
internal static class StoredFacts
{
    private const int PageSize = 200;
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = EngineLimits.DeepestJson + 1 };

    /// <summary>The newest answer on each subject, newest first; those whose body was erased are passed over.</summary>
    /// <param name="store">Has the answers.</param>
    /// <param name="filter">Which.</param>
    /// <param name="from">Not those made before this moment.</param>
    /// <param name="to">Only those made before this moment.</param>
    /// <param name="fits">Which of them; the newest that fits is the one of its subject.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public static async IAsyncEnumerable<DecisionRecord> NewestAsync(
        IDecisionStore store, DecisionFilter filter, DateTimeOffset? from, DateTimeOffset? to, Predicate<DecisionRecord>? fits, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);

        // Within one moment records fall by id, and every id stands after this one: none of that moment is left.
        var after = to is { } end ? new DecisionCursor(end, "0") : null;
        await foreach (var record in NewestFirstAsync(store, filter, from, after, cancellation))
        {
            if (record is { ErasedAt: null, Subject: { } subject } && fits?.Invoke(record) != false && seen.Add(subject))
                yield return record;
        }
    }

    /// <summary>Every answer, newest first, erased ones too.</summary>
    /// <param name="store">Has the answers.</param>
    /// <param name="filter">Which.</param>
    /// <param name="from">Not those made before this moment.</param>
    /// <param name="after">Where to go on; <see langword="null"/> from the newest.</param>
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

    /// <summary>One answer; <see langword="null"/> when there is none of that type.</summary>
    public static async Task<DecisionRecord?> FindAsync(IDecisionStore store, DecisionType type, string id, CancellationToken cancellation) =>
        await store.FindDecisionAsync(id, cancellation) is { } record && record.Type == type ? record : null;

    /// <summary>The facts as they lie in a record, byte for byte.</summary>
    /// <param name="record">Not erased.</param>
    /// <exception cref="StoreCorruptException">It holds none.</exception>
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
