namespace PolicyApi.Storage.Postgres.Blocks;

/// <summary>
/// What a replica knows about the end of a month's chain: the last seal, the latest ids in the blocks up to it, and the latest time of the older ids. Usually
/// this is enough to know that an id is new, without asking the database.
/// </summary>
internal sealed class MonthTail
{
    private const int MostIds = 20_000;

    private readonly Queue<IReadOnlyList<string>> _blocks = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private long _newest;
    private bool _hasOlder;

    /// <summary>For a month whose ids are unknown except for their latest time.</summary>
    /// <param name="last">The last seal; <see langword="null"/> when there is none.</param>
    /// <param name="newest">The latest time that an id contains, in milliseconds since 1970; <see langword="null"/> if none contains a time.</param>
    public MonthTail(DecisionSeal? last, long? newest)
    {
        Last = last;
        _hasOlder = last is not null;
        _newest = newest ?? long.MinValue;
    }

    /// <summary>The last seal; <see langword="null"/> when there is none.</summary>
    public DecisionSeal? Last { get; private set; }

    /// <summary>Whether no block up to <see cref="Last"/> can contain an id.</summary>
    public bool IsNew(string id) =>
        !_ids.Contains(id) && (!_hasOlder || DecisionIds.TimeOf(id)?.ToUnixTimeMilliseconds() > _newest);

    /// <summary>Adds the next block.</summary>
    /// <param name="seal">Its seal.</param>
    /// <param name="ids">The ids in it.</param>
    public void Add(DecisionSeal seal, IReadOnlyList<string> ids)
    {
        Last = seal;
        _blocks.Enqueue(ids);
        _ids.UnionWith(ids);
        while (_ids.Count > MostIds)
            Forget(_blocks.Dequeue());
    }

    private void Forget(IReadOnlyList<string> ids)
    {
        _hasOlder = true;
        foreach (var id in ids)
        {
            _ids.Remove(id);
            _newest = Math.Max(_newest, DecisionIds.TimeOf(id)?.ToUnixTimeMilliseconds() ?? long.MinValue);
        }
    }
}
