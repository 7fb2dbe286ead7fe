using LiteDB;

namespace PolicyApi.Storage.LiteDb.Chapters;

/// <summary>The chapters of a month that are full. To be used inside the <see cref="StoreGate"/> only.</summary>
internal sealed class ChapterTable
{
    public const string Name = "chapters";
    public const string Entries = "entries";

    public static readonly CollectionShape Shape = new(Name);

    private const string Fields = "{ _id: $._id, last: $.last, end: $.end, count: $.count, fromAt: $.fromAt, toAt: $.toAt, fromId: $.fromId, toId: $.toId }";

    private const int MostRead = 8;

    private readonly ILiteCollection<BsonDocument> _rows;
    private readonly List<ChapterFence> _fences;

    // Whoever reads on, or asks again, mostly needs the same ones. The one used last at the end.
    private readonly List<Chapter> _read = [];

    public ChapterTable(LiteDbFile file)
    {
        _rows = file.Collection(Name);
        _fences = _rows.Query().OrderBy("_id").Select(Fields).ToList().ConvertAll(FenceOf);
        HighestId = _fences.Select(f => f.ToId).Append(string.Empty).Max(StringComparer.Ordinal)!;
    }

    /// <summary>What they cover, in the order of their blocks.</summary>
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

    /// <summary>Adds the chapter that follows, to the last one if both have room in one; to be called inside a transaction.</summary>
    /// <param name="next">The chapter.</param>
    /// <param name="full">How many decisions are to be in one.</param>
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

    /// <summary>Writes a chapter over itself; to be called inside a transaction.</summary>
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
