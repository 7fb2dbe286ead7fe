using PolicyApi.Storage.LiteDb.Blocks;
using PolicyApi.Storage.LiteDb.Chapters;

namespace PolicyApi.Storage.LiteDb.Inspection;

/// <summary>
/// Checks that every decision is found by its keys: a month's chapters contain, in the order of the blocks, exactly what each decision's head says.
/// </summary>
/// <param name="index">The month's index.</param>
/// <param name="month">The month.</param>
/// <param name="problems">Collects the problems.</param>
internal sealed class ChapterInspection(MonthIndex index, DateOnly month, List<string> problems)
{
    private Chapter? _chapter;
    private int _at;

    /// <summary>Compares the chapters with the blocks.</summary>
    /// <param name="blocks">Everything readable in the month's blocks.</param>
    public void Run(IEnumerable<(BlockHead Block, IReadOnlyList<(DecisionRecord Record, BlockPlace Place)> Decisions)> blocks)
    {
        using var chapters = index.Chapters().GetEnumerator();
        foreach (var (block, decisions) in blocks)
        {
            while ((_chapter is null || _chapter.Fence.Last < block.Sequence) && chapters.MoveNext())
                (_chapter, _at) = (chapters.Current, 0);
            if (_chapter is null || block.Sequence < _chapter.Fence.First || _chapter.Fence.Last < block.Sequence || _chapter.PositionOf(block.Sequence) != block.Position)
                problems.Add($"the block {block.Sequence} of {month:yyyy-MM} is not found by its number; {Remedy}");
            foreach (var (record, place) in decisions)
                Look(record, place);
            if (decisions.Count == block.Count && Next() is { } next && next.Slot < block.End)
                problems.Add($"`{_chapter!.Found(_at).Id}` is filed in the block {block.Sequence} of {month:yyyy-MM}, which does not hold it; {Remedy}");
        }
    }

    private string Remedy => $"remove `{DecisionFile.NameOf(month)}.db`, which is rebuilt from the blocks";

    private void Look(DecisionRecord record, BlockPlace place)
    {
        // What lies between is in no readable block.
        while (Next() is { } passed && passed.Slot < place.Slot)
            _at++;
        var proper = new Chapter(1, 0);
        proper.Add(record, place);
        if (Next() is { } entry && entry with { IdEnd = 0 } == proper.Entries[0] with { IdEnd = 0 } && IsFound(_chapter!, proper))
            _at++;
        else
            problems.Add($"the decision `{record.Id}` of {month:yyyy-MM} is filed under other keys than its own; {Remedy}");
    }

    private ChapterEntry? Next() => _chapter is not null && _at < _chapter.Count ? _chapter.Entries[_at] : null;

    private bool IsFound(Chapter chapter, Chapter proper)
    {
        var found = proper.Found(0);
        return chapter.Found(_at) == found && chapter.Find(found.Id) == found && chapter.Fence.MayHold(found.Id)
            && chapter.Fence.FromAt <= found.At && found.At <= chapter.Fence.ToAt;
    }
}
