using LiteDB;

namespace PolicyApi.Storage.LiteDb.Chapters;

/// <summary>The chapters of a month that are full. To be used inside the <see cref="StoreGate"/> only.</summary>
internal sealed class ChapterTable
{
    public const string Name = "chapters";
    public const string Entries = "entries";

    public static readonly CollectionShape Shape = new(Name);

    private const string Fields = "{ _id: $._id, last: $.last, end: $.end, fromAt: $.fromAt, toAt: $.toAt, fromId: $.fromId, toId: $.toId }";

    private readonly ILiteCollection<BsonDocument> _rows;
    private readonly List<ChapterFence> _fences;

    // Whoever reads on, or asks again, mostly needs the same one.
    private Chapter? _read;

    public ChapterTable(LiteDbFile file)
    {
        _rows = file.Collection(Name);
        _fences = _rows.Query().OrderBy("_id").Select(Fields).ToList().ConvertAll(FenceOf);
    }

    /// <summary>What they cover, in the order of their blocks.</summary>
    public IReadOnlyList<ChapterFence> Fences => _fences;

    /// <summary>Reads a chapter.</summary>
    /// <exception cref="StoreCorruptException">It is not what was stored.</exception>
    public Chapter Read(ChapterFence fence)
    {
        if (_read?.Fence == fence)
            return _read;
        var row = _rows.FindById(fence.First);
        if (row is null || FenceOf(row) != fence)
            throw new StoreCorruptException($"the chapter of the blocks {fence.First} to {fence.Last} is another than it was; remove the file with the chapters, which is made again from the blocks");
        return _read = new Chapter(fence, row[Entries].AsBinary, row["ids"].AsBinary, row["blocks"].AsBinary);
    }

    /// <summary>Adds a chapter; to be called inside a transaction.</summary>
    public void Add(Chapter chapter)
    {
        _rows.Insert(RowOf(chapter));
        _fences.Add(chapter.Fence);
    }

    /// <summary>Writes a chapter over itself; to be called inside a transaction.</summary>
    public void Replace(Chapter chapter) => _rows.Update(RowOf(chapter));

    private static BsonDocument RowOf(Chapter chapter)
    {
        var (entries, ids, blocks) = chapter.ToBytes();
        var fence = chapter.Fence;
        return new BsonDocument
        {
            ["_id"] = fence.First,
            ["last"] = fence.Last,
            ["end"] = fence.End,
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
        row["_id"].AsInt64, row["last"].AsInt64, row["end"].AsInt64, row["fromAt"].AsInt64, row["toAt"].AsInt64, row["fromId"].AsString, row["toId"].AsString);
}
