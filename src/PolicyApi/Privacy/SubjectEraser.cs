using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyApi.Platform.Json;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Privacy;

/// <summary>
/// Erases everything stored about one person. The request is stored, together with its journal entry, before anything is erased, and removed after
/// the journal entry that it is done, so that an erasure interrupted by a stop is completed at the next start.
/// </summary>
/// <param name="store">The store of the answers and the journal.</param>
/// <param name="bodies">Erases their bodies.</param>
/// <param name="others">Other places that store data about people.</param>
/// <param name="time">The clock, for journal entries.</param>
internal sealed class SubjectEraser(IPolicyStore store, BodyEraser bodies, IEnumerable<ISubjectBodies> others, TimeProvider time) : IDisposable
{
    private const string Collection = "erasures";
    private const string Requested = "subject-erasure-requested";
    private const string Done = "subject-erased";

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Erases everything about a person.</summary>
    /// <param name="command">The person and the reason.</param>
    /// <param name="actor">Who requests it.</param>
    /// <param name="cancellation">Cancels the operation; an erasure that has begun is completed at the next start.</param>
    public async Task<SubjectErasure> EraseAsync(EraseSubjectCommand command, string actor, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var wish = new ErasureWish(command.Subject, command.Reason, actor);
            await RequestAsync(wish, cancellation);
            return await CarryOutAsync(wish, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Completes erasures that a stop has interrupted.</summary>
    public async Task ResumeAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            foreach (var record in await store.ListRecordsAsync(Collection, null, StoreLimits.MaxPageSize, cancellation))
            {
                var wish = JsonSerializer.Deserialize(record.Bytes.Span, ErasureJson.Default.ErasureWish)!;
                if (wish.Subject.Length > 0)
                    await CarryOutAsync(wish, cancellation);
                await WipeAsync(record.Key, cancellation);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private static string HashOf(string subject) => CanonicalJson.Hash(Encoding.UTF8.GetBytes(subject));

    // The hash, not the id: the journal is never erased, so it must not contain the id of a person to be erased.
    private static string TargetOf(ErasureWish wish) => "subjects/" + HashOf(wish.Subject);

    private static RecordKey KeyOf(ErasureWish wish) => new(Collection, HashOf(wish.Subject));

    private async Task RequestAsync(ErasureWish wish, CancellationToken cancellation)
    {
        var known = await store.FindRecordAsync(KeyOf(wish), cancellation);
        await AppendAsync(Note(wish, Requested, null), RecordWrite.Put(KeyOf(wish), known?.Version ?? 0, Bytes(wish)));
    }

    private async Task<SubjectErasure> CarryOutAsync(ErasureWish wish, CancellationToken cancellation)
    {
        var cause = new ErasureCause(wish.Actor, TargetOf(wish), wish.Reason);
        var first = await EraseAnswersAsync(wish, cause, cancellation);
        long more = 0;
        foreach (var other in others)
            more += await other.EraseAsync(wish.Subject, cancellation);

        // Background work, such as jobs, may have stored further answers until its own data was erased.
        var last = await EraseAnswersAsync(wish, cause, cancellation);
        var erasure = new SubjectErasure(HashOf(wish.Subject), first.Decisions + last.Decisions, first.Appraisals + last.Appraisals, more, StoredTime.Cut(time.GetUtcNow()));
        if (await store.FindRecordAsync(KeyOf(wish), cancellation) is { } pending)
            await AppendAsync(Note(wish, Done, erasure), RecordWrite.Put(KeyOf(wish), pending.Version, Bytes(wish with { Subject = string.Empty })));
        await WipeAsync(KeyOf(wish), cancellation);
        return erasure;
    }

    // The request is kept, without the person's id, until the store's files contain nothing of the erased data any more.
    private async Task WipeAsync(RecordKey wish, CancellationToken cancellation)
    {
        if (store is IStoreWiper wiper)
            await wiper.WipeAsync(cancellation);
        if (await store.FindRecordAsync(wish, cancellation) is { } done)
            await store.AppendAsync(new StoreChange { Records = [RecordWrite.Delete(wish, done.Version)] }, CancellationToken.None);
    }

    private static byte[] Bytes(ErasureWish wish) => JsonSerializer.SerializeToUtf8Bytes(wish, ErasureJson.Default.ErasureWish);

    private async Task<(long Decisions, long Appraisals)> EraseAnswersAsync(ErasureWish wish, ErasureCause cause, CancellationToken cancellation)
    {
        return (await EraseAsync(DecisionType.Decision), await EraseAsync(DecisionType.Appraisal));

        Task<long> EraseAsync(DecisionType type) =>
            bodies.EraseAsync(new DecisionFilter(type, null, wish.Subject), null, DateTimeOffset.MinValue, cause, cancellation);
    }

    private NewNoteEntry Note(ErasureWish wish, string action, SubjectErasure? erasure) => new()
    {
        At = time.GetUtcNow(),
        Actor = wish.Actor,
        Action = action,
        Target = TargetOf(wish),
        Reason = wish.Reason,
        Details = erasure is null ? null : CanonicalText.Of(new JsonObject
        {
            ["decisions"] = Text(erasure.Decisions),
            ["appraisals"] = Text(erasure.Appraisals),
            ["others"] = Text(erasure.Others),
        }),
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task AppendAsync(NewNoteEntry note, RecordWrite write)
    {
        // The result is ignored: another process on the same store may have carried out the same request meanwhile, with a journal entry of its own.
        await store.AppendAsync(new StoreChange { Entries = [note], Records = [write] }, CancellationToken.None);
    }
}

/// <summary>An erasure under way.</summary>
/// <param name="Subject">The person's id; empty if only the files are left to be wiped.</param>
/// <param name="Reason">Why.</param>
/// <param name="Actor">Who requests it.</param>
internal sealed record ErasureWish(string Subject, string Reason, string Actor);

/// <summary>The JSON in which requests for erasure are stored.</summary>
[System.Text.Json.Serialization.JsonSerializable(typeof(ErasureWish))]
internal sealed partial class ErasureJson : System.Text.Json.Serialization.JsonSerializerContext;
