using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using PolicyApi.Storage;

namespace PolicyApi.Audit.Heads;

/// <summary>
/// Ensures that only one of the processes on one store exports the head of each hour (or as set). If a process takes a turn and does not end it, because it
/// was stopped or could not export, another process takes over after a while.
/// </summary>
/// <param name="store">The store, which records turns.</param>
/// <param name="settings">The settings, with the interval.</param>
/// <param name="time">The clock.</param>
internal sealed class HeadTurns(IPolicyStore store, IOptions<AuditSettings> settings, TimeProvider time)
{
    /// <summary>How long a turn stays reserved for the process that took it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly RecordKey Key = new("audit-heads", "last");

    /// <summary>Takes the turn that is due.</summary>
    /// <returns>The turn; <see langword="null"/> if none is due, or another process has taken it.</returns>
    public async Task<HeadTurn?> TakeAsync(CancellationToken cancellation)
    {
        var now = StoredTime.Cut(time.GetUtcNow());
        var slot = now.UtcTicks / TimeSpan.FromMinutes(settings.Value.HeadMinutes).Ticks;
        var record = await store.FindRecordAsync(Key, cancellation);
        var known = record is null ? null : JsonSerializer.Deserialize(record.Bytes.Span, HeadMarkJson.Default.HeadMark);
        if (known is not null && !IsDue(known, slot, now))
            return null;
        var mark = new HeadMark(slot, IsDone: false, now, known?.Journal, known?.Seals);
        return await PutAsync(record?.Version ?? 0, mark) ? new HeadTurn(mark, (record?.Version ?? 0) + 1) : null;
    }

    /// <summary>Ends a turn whose head was exported, or equals the last exported one.</summary>
    public Task EndAsync(HeadTurn turn, SignedHead head) =>
        PutAsync(turn.Version, turn.Mark with { IsDone = true, Journal = head.Journal, Seals = head.Seals });

    // The clock of another process may be slightly ahead. A turn far in the future, from a clock that has been corrected since, must not stop the exports.
    private static bool IsDue(HeadMark known, long slot, DateTimeOffset now) =>
        (known.Slot != slot && known.Slot != slot + 1) || (!known.IsDone && (now - known.At).Duration() >= Patience);

    private async Task<bool> PutAsync(long version, HeadMark mark)
    {
        var write = RecordWrite.Put(Key, version, JsonSerializer.SerializeToUtf8Bytes(mark, HeadMarkJson.Default.HeadMark));
        return await store.AppendAsync(new StoreChange { Records = [write] }, CancellationToken.None) is AppendResult.Appended;
    }
}

/// <summary>A turn that was taken.</summary>
/// <param name="Mark">The stored form of the turn.</param>
/// <param name="Version">The version of the stored form.</param>
internal sealed record HeadTurn(HeadMark Mark, long Version)
{
    /// <summary>Whether a head contains nothing new compared with the last exported one.</summary>
    public bool HasSeen(SignedHead head) => Mark.Journal == head.Journal && Mark.Seals is { } seals && seals.SequenceEqual(head.Seals);
}

/// <summary>Which head was exported last, or is being exported.</summary>
/// <param name="Slot">The number of its interval since the year 1.</param>
/// <param name="IsDone">Whether it was exported.</param>
/// <param name="At">When its turn was taken.</param>
/// <param name="Journal">Where the journal ended in the last head that was exported.</param>
/// <param name="Seals">Where the seals ended in it.</param>
internal sealed record HeadMark(long Slot, bool IsDone, DateTimeOffset At, JournalEnd? Journal, IReadOnlyList<SealEnd>? Seals);

/// <summary>The JSON in which marks are stored.</summary>
[JsonSerializable(typeof(HeadMark))]
internal sealed partial class HeadMarkJson : JsonSerializerContext;
