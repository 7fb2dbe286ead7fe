using PolicyApi.Storage.LiteDb.Blocks;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb.Chapters;

/// <summary>
/// The index of a month's decisions: full chapters in a file of their own, and the current chapter in memory. A chapter is written when it is full and
/// when the month is closed. After a crash the blocks after the last chapter are read again; those before a damaged one can still be found. Use only inside
/// the <see cref="StoreGate"/>.
/// </summary>
internal sealed class MonthIndex
{
    // Each chapter is written once, so a long log saves nothing, and LiteDB keeps the log's pages in memory. It allocates 12, 50, 100, 500 and 1,000 pages one
    // after the other and releases none. With this size, the chapter being written and some that are read need only the first three allocations.
    private const long LongestLog = 64 * LiteDbPage.Size;

    private readonly ChapterTable _chapters;
    private readonly ChapterErasure _erasure;
    private readonly int _full;
    private readonly Chapter _open;
    private StoreCorruptException? _damage;

    private MonthIndex(LiteDbFile file, int full)
    {
        File = file;
        _full = full;
        _chapters = new ChapterTable(file);
        _erasure = new ChapterErasure(file, _chapters);
        _open = new Chapter(Next.First, Next.Start);
    }

    public LiteDbFile File { get; }

    /// <summary>The covered ranges, with the current chapter last.</summary>
    public IEnumerable<ChapterFence> Fences => _open.Count == 0 ? _chapters.Fences : _chapters.Fences.Append(_open.Fence);

    /// <summary>Whether blocks after a damaged one cannot be found.</summary>
    public bool IsDamaged => _damage is not null;

    /// <summary>The number of the last block that can be found; 0 when there is none.</summary>
    public long LastBlock => _open.Fence.Last;

    /// <summary>Opens or creates a month's index, and adds the blocks that it lacks.</summary>
    public static MonthIndex Open(IDataFolder folder, string name, LiteDbOptions options, BlockFile blocks)
    {
        var file = LiteDbFile.Open(folder, name, Math.Min(options.CheckpointBytes, LongestLog), ChapterTable.Shape, ErasureTable.Shape);
        try
        {
            var index = new MonthIndex(file, options.ChapterLength);
            index.CatchUp(blocks);
            return index;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>All chapters, one after the other.</summary>
    public IEnumerable<Chapter> Chapters() => Fences.Select(Read);

    /// <summary>Adds a durable block.</summary>
    /// <param name="position">The position of its start.</param>
    /// <param name="end">The position of its end.</param>
    /// <param name="decisions">Its decisions.</param>
    public void Add(long position, long end, IEnumerable<(DecisionRecord Record, BlockPlace Place)> decisions)
    {
        _open.Begin(position, end);
        foreach (var (record, place) in decisions)
            _open.Add(record, place);
        if (_open.Count >= _full)
            CloseChapter();
    }

    /// <summary>Writes the current chapter even if it is not full.</summary>
    public void CloseChapter()
    {
        if (_open.Count == 0)
            return;
        File.Write(() =>
        {
            _chapters.Add(_open, _full);
            return true;
        });
        _open.StartAgain(Next.First, Next.Start);
    }

    /// <summary>The position of a block; <see langword="null"/> if there is none with that number.</summary>
    public long? PositionOf(long block) =>
        Fences.FirstOrDefault(f => f.First <= block && block <= f.Last) is { } fence ? Read(fence).PositionOf(block) : null;

    /// <summary>Searches for ids.</summary>
    public IReadOnlyList<FoundDecision> Find(IReadOnlyCollection<string> ids)
    {
        var found = new List<FoundDecision>();
        var (lowest, highest) = (ids.Min(StringComparer.Ordinal)!, ids.Max(StringComparer.Ordinal)!);

        // Most new ids are higher than all existing ones.
        IEnumerable<ChapterFence> fences = string.CompareOrdinal(_chapters.HighestId, lowest) < 0 ? [_open.Fence] : Fences;
        foreach (var fence in fences)
        {
            if (string.CompareOrdinal(fence.ToId, lowest) < 0 || string.CompareOrdinal(highest, fence.FromId) < 0)
                continue;
            if (ids.Where(fence.MayHold).ToList() is { Count: > 0 } here)
                found.AddRange(here.ConvertAll(Read(fence).Find).OfType<FoundDecision>());
        }

        return found;
    }

    /// <summary>Searches for the newest decisions that a list asks for.</summary>
    public IReadOnlyList<FoundDecision> Find(ChapterQuery query, int most)
    {
        var found = new List<FoundDecision>();
        foreach (var fence in Fences.Where(f => f.FromAt <= query.NotAfter).OrderByDescending(f => f.ToAt))
        {
            if (found.Count >= most && fence.ToAt < found[most - 1].At)
                break;
            found.AddRange(Read(fence).Find(query));
            found.Sort(FoundDecision.NewestFirst);
            if (found.Count > most)
                found.RemoveRange(most, found.Count - most);
        }

        return found;
    }

    /// <summary>Writes erasures over decisions, all or nothing.</summary>
    public void Erase(IReadOnlyList<Erasure> erasures, BlockFile blocks)
    {
        CloseChapter();
        _erasure.Run(erasures, blocks);
    }

    /// <summary>Makes all blocks findable.</summary>
    /// <exception cref="StoreCorruptException">Blocks after a damaged one cannot be found.</exception>
    public void CheckWhole()
    {
        if (_damage is not null)
            throw new StoreCorruptException($"{_damage.Message}; until then the month takes no decisions and is not listed, and what was stored before the damage is read by its id", _damage);
    }

    private Chapter Read(ChapterFence fence) => fence.First == _open.Fence.First ? _open : _chapters.Read(fence);

    // The start of the current chapter.
    private (long First, long Start) Next => _chapters.Fences is [.., var last] ? (last.Last + 1, last.End) : (1, 0);

    private void CatchUp(BlockFile blocks)
    {
        try
        {
            foreach (var block in blocks.ReadTail(_open.Fence.End))
            {
                if (block.Sequence != _open.Fence.Last + 1)
                    throw new StoreCorruptException($"the block at byte {block.Position} has the number {block.Sequence} and not {_open.Fence.Last + 1}; restore the decisions from a backup");
                Add(block.Position, block.End, blocks.Reader.Heads(block));
            }
        }
        catch (StoreCorruptException e)
        {
            _damage = e;
        }

        _erasure.Finish(blocks);
    }
}
