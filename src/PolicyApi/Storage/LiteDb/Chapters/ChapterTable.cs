using LiteDB;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb.Chapters;

/// <summary>The full chapters of a month. Use only inside the <see cref="StoreGate"/>.</summary>
internal sealed class ChapterTable
{
    public const string Name = "chapters";
    public const string Entries = "entries";

    public static readonly CollectionShape Shape = new(Name);

    private const string Fields = "{ _id: $._id, last: $.last, end: $.end, count: $.count, fromAt: $.fromAt, toAt: $.toAt, fromId: $.fromId, toId: $.toId }";

    private const int MostRead = 8;

    private readonly ILiteCollection<BsonDocument> _rows;
    private readonly List<ChapterFence> _fences;

    // Sequential reads and repeated requests mostly need the same chapters. The most recently used one is last.
    private readonly List<Chapter> _read = [];

    public ChapterTable(LiteDbFile file)
    {
        _rows = file.Collection(Name);
        _fences = _rows.Query().OrderBy("_id").Select(Fields).ToList().ConvertAll(FenceOf);
        HighestId = _fences.Select(f => f.ToId).Append(string.Empty).Max(StringComparer.Ordinal)!;
    }

    /// <summary>Their ranges, in the order of their blocks.</summary>
    public IReadOnlyList<ChapterFence> Fences => _fences;

    /// <summary>The highest id of all of them, ordinally; empty when there are none.</summary>
    public string HighestId { get; private set; }

    /// <summary>Reads a chapter.</summary>
    /// <exception cref="StoreCorruptException">It is not what was stored.</exception>
    public Chapter Read(ChapterFence fence)
    {
        var chapter = _read.Find(c => c.Fence.First == fence.First);
        if (chapter is not null)
            _read.Remove(chapter);
        else if (_read.Count == MostRead)
            _read.RemoveAt(0);
        _read.Add(chapter ??= ReadRow(fence));
        return chapter;
    }

    /// <summary>Adds the next chapter, merging it with the last one if both fit into one; call inside a transaction.</summary>
    /// <param name="next">The chapter.</param>
    /// <param name="full">The number of decisions in a full chapter.</param>
    public void Add(Chapter next, int full)
    {
        if (string.CompareOrdinal(HighestId, next.Fence.ToId) < 0)
            HighestId = next.Fence.ToId;
        if (_fences is [.., var last] && last.Count + next.Count <= full)
        {
            var longer = Read(last);
            longer.Add(next);
            Replace(longer);
            _fences[^1] = longer.Fence;
            return;
        }

        _rows.Insert(RowOf(next));
        _fences.Add(next.Fence);
    }

    /// <summary>Overwrites a stored chapter; call inside a transaction.</summary>
    public void Replace(Chapter chapter) => _rows.Update(RowOf(chapter));

    private Chapter ReadRow(ChapterFence fence)
    {
        var row = _rows.FindById(fence.First);
        return row is not null && FenceOf(row) == fence
            ? new Chapter(fence, row[Entries].AsBinary, row["ids"].AsBinary, row["blocks"].AsBinary)
            : throw new StoreCorruptException($"the chapter of the blocks {fence.First} to {fence.Last} is another than it was; remove the file with the chapters, which is rebuilt from the blocks");
    }

    private static BsonDocument RowOf(Chapter chapter)
    {
        var (entries, ids, blocks) = chapter.ToBytes();
        var fence = chapter.Fence;
        return new BsonDocument
        {
            ["_id"] = fence.First,
            ["last"] = fence.Last,
            ["end"] = fence.End,
            ["count"] = fence.Count,
            ["fromAt"] = fence.FromAt,
            ["toAt"] = fence.ToAt,
            ["fromId"] = fence.FromId,
            ["toId"] = fence.ToId,
            [Entries] = entries,
            ["ids"] = ids,
            ["blocks"] = blocks,
        };
    }

    private static ChapterFence FenceOf(BsonDocument row) => new(
        row["_id"].AsInt64, row["last"].AsInt64, row["end"].AsInt64, row["count"].AsInt32, row["fromAt"].AsInt64, row["toAt"].AsInt64, row["fromId"].AsString, row["toId"].AsString);
}
