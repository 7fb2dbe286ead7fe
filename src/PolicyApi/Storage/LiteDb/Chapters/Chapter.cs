using System.Runtime.InteropServices;
using System.Text;
using PolicyApi.Storage.LiteDb.Blocks;

namespace PolicyApi.Storage.LiteDb.Chapters;

/// <summary>
/// The index of the decisions of some consecutive blocks: their times, ids, documents and subjects, and their places. It is only used to find
/// decisions, never to answer, and can be rebuilt from the blocks.
/// </summary>
internal sealed class Chapter
{
    private readonly List<ChapterEntry> _entries;
    private readonly List<byte> _ids;
    private readonly List<long> _blocks;
    private ChapterFence _fence;

    /// <summary>Creates an empty chapter.</summary>
    /// <param name="first">The number of its first block.</param>
    /// <param name="start">The position of that block.</param>
    public Chapter(long first, long start)
    {
        (_entries, _ids, _blocks) = ([], [], []);
        _fence = Empty(first, start);
    }

    /// <summary>Reads a stored chapter.</summary>
    public Chapter(ChapterFence fence, byte[] entries, byte[] ids, byte[] blocks)
    {
        _fence = fence;
        _entries = [.. MemoryMarshal.Cast<byte, ChapterEntry>(entries)];
        _ids = [.. ids];
        _blocks = [.. MemoryMarshal.Cast<byte, long>(blocks)];
    }

    /// <summary>The range that it covers.</summary>
    public ChapterFence Fence => _fence;

    /// <summary>The number of decisions in it.</summary>
    public int Count => _entries.Count;

    /// <summary>Its entries for each decision, in the order of the blocks.</summary>
    public ReadOnlySpan<ChapterEntry> Entries => CollectionsMarshal.AsSpan(_entries);

    /// <summary>Its stored form: entries, ids, and the positions of the blocks.</summary>
    public (byte[] Entries, byte[] Ids, byte[] Blocks) ToBytes() =>
        (MemoryMarshal.AsBytes(Entries).ToArray(), [.. _ids], MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_blocks)).ToArray());

    /// <summary>Clears it for the blocks that follow and reuses its memory: data returned before must not be read afterwards.</summary>
    /// <param name="first">The number of its first block.</param>
    /// <param name="start">The position of that block.</param>
    public void StartAgain(long first, long start)
    {
        _entries.Clear();
        _ids.Clear();
        _blocks.Clear();
        _fence = Empty(first, start);
    }

    /// <summary>The position of a block that it covers.</summary>
    public long PositionOf(long block) => _blocks[(int)(block - _fence.First)];

    /// <summary>Adds a block.</summary>
    /// <param name="position">The position of its start.</param>
    /// <param name="end">The position of its end.</param>
    public void Begin(long position, long end)
    {
        _blocks.Add(position);
        _fence = _fence with { Last = _fence.Last + 1, End = end };
    }

    /// <summary>Adds a decision to the last block.</summary>
    public void Add(DecisionRecord record, BlockPlace place)
    {
        var at = record.At.ToUnixTimeMilliseconds();
        var id = Fingerprint.Of(record.Id);
        AddId(record.Id);
        _entries.Add(new ChapterEntry(at, id, Fingerprint.Of(record.DocumentId), Fingerprint.Of(record.Subject), place.Slot, place.Body, _ids.Count, (byte)record.Type));
        Widen(1, at, at, record.Id, record.Id);
    }

    /// <summary>Adds the content of the chapter whose blocks follow.</summary>
    public void Add(Chapter next)
    {
        var ids = _ids.Count;
        _ids.AddRange(next._ids);
        _blocks.AddRange(next._blocks);
        _entries.AddRange(next._entries.Select(e => e with { IdEnd = e.IdEnd + ids }));
        var fence = next._fence;
        Widen(fence.Count, fence.FromAt, fence.ToAt, fence.FromId, fence.ToId);
        _fence = _fence with { Last = fence.Last, End = fence.End };
    }

    /// <summary>Searches for an id.</summary>
    public FoundDecision? Find(string id)
    {
        var wanted = Fingerprint.Of(id);
        for (var i = 0; i < _entries.Count; i++)
        {
            if (_entries[i].Id == wanted && Found(i) is var found && string.Equals(found.Id, id, StringComparison.Ordinal))
                return found;
        }

        return null;
    }

    /// <summary>Searches for the decisions that a list asks for.</summary>
    public IEnumerable<FoundDecision> Find(ChapterQuery query)
    {
        for (var i = 0; i < _entries.Count; i++)
        {
            if (query.Fits(_entries[i]) && Found(i) is var found && query.IsAfter(found))
                yield return found;
        }
    }

    /// <summary>Removes the subjects of decisions.</summary>
    /// <param name="slots">The positions of the decisions' slots.</param>
    public void Forget(IReadOnlySet<long> slots)
    {
        foreach (ref var entry in CollectionsMarshal.AsSpan(_entries))
        {
            if (slots.Contains(entry.Slot))
                entry = entry with { Subject = Fingerprint.None };
        }
    }

    /// <summary>The decision of an entry.</summary>
    public FoundDecision Found(int index)
    {
        var entry = _entries[index];
        var start = index == 0 ? 0 : _entries[index - 1].IdEnd;
        var id = Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(_ids)[start..entry.IdEnd]);
        return new FoundDecision(entry.At, id, new BlockPlace(entry.Slot, entry.Body));
    }

    private static ChapterFence Empty(long first, long start) => new(first, first - 1, start, 0, long.MaxValue, long.MinValue, string.Empty, string.Empty);

    private void AddId(string id)
    {
        var start = _ids.Count;
        CollectionsMarshal.SetCount(_ids, start + Encoding.UTF8.GetByteCount(id));
        Encoding.UTF8.GetBytes(id, CollectionsMarshal.AsSpan(_ids)[start..]);
    }

    private void Widen(int more, long fromAt, long toAt, string fromId, string toId)
    {
        var isFirst = _fence.Count == 0;
        _fence = _fence with
        {
            Count = _fence.Count + more,
            FromAt = Math.Min(_fence.FromAt, fromAt),
            ToAt = Math.Max(_fence.ToAt, toAt),
            FromId = isFirst || string.CompareOrdinal(fromId, _fence.FromId) < 0 ? fromId : _fence.FromId,
            ToId = isFirst || string.CompareOrdinal(toId, _fence.ToId) > 0 ? toId : _fence.ToId,
        };
    }
}
