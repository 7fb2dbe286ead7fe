using System.Threading.Channels;

namespace PolicyApi.Storage.LiteDb;

/// <summary>
/// Writes decisions in groups: while one group is on its way to the disk, the next collects. One loop writes; callers hand over
/// and wait until their group is durable.
/// </summary>
internal sealed class DecisionWriter
{
    // Bounds the memory of one transaction; a group this size already costs less than 0.1 ms a record.
    private const int MostRecordsInGroup = 2_000;

    private readonly StoreGate _gate;
    private readonly DecisionTable _table;
    private readonly int _queueLength;
    private readonly Channel<Waiting> _queue;
    private readonly Task _loop;
    private volatile bool _completing;

    public DecisionWriter(StoreGate gate, DecisionTable table, int queueLength)
    {
        _gate = gate;
        _table = table;
        _queueLength = queueLength;
        _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(queueLength) { SingleReader = true });
        _loop = Task.Run(WriteGroupsAsync);
    }

    /// <exception cref="StoreBusyException">The queue is full.</exception>
    public Task AppendAsync(IReadOnlyList<DecisionRecord> records)
    {
        var waiting = new Waiting([.. records.Select(r => StoredDecision.From(r with { At = StoredTime.Cut(r.At) }))]);
        if (_queue.Writer.TryWrite(waiting))
            return waiting.Written.Task;
        ObjectDisposedException.ThrowIf(_completing, typeof(LiteDbPolicyStore));
        throw new StoreBusyException($"{_queueLength} appends to the decision log are waiting; try again shortly");
    }

    /// <summary>Takes nothing more, and ends when everything taken is written.</summary>
    public Task CompleteAsync()
    {
        _completing = true;
        _queue.Writer.TryComplete();
        return _loop;
    }

    private async Task WriteGroupsAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
            await WriteAsync(TakeGroup());
    }

    private List<Waiting> TakeGroup()
    {
        var group = new List<Waiting>();
        var records = 0;
        while (records < MostRecordsInGroup && _queue.Reader.TryRead(out var waiting))
        {
            group.Add(waiting);
            records += waiting.Records.Count;
        }

        return group;
    }

    private async Task WriteAsync(List<Waiting> group)
    {
        DecisionIdTakenException?[] refusals;
        try
        {
            refusals = await _gate.RunAsync(() => _table.Append(group.ConvertAll(w => w.Records)), CancellationToken.None);
        }
        catch (Exception e)
        {
            // Whatever it was, every caller of the group gets it; the loop lives on to answer those that follow.
            foreach (var waiting in group)
                waiting.Written.SetException(e);
            return;
        }

        for (var i = 0; i < group.Count; i++)
        {
            if (refusals[i] is { } refusal)
                group[i].Written.SetException(refusal);
            else
                group[i].Written.SetResult();
        }
    }

    private sealed record Waiting(IReadOnlyList<StoredDecision> Records)
    {
        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
