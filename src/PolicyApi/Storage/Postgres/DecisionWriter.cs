using System.Threading.Channels;
using Npgsql;

namespace PolicyApi.Storage.Postgres;

/// <summary>
/// Writes decisions in groups: while one group is on its way, the next collects. One loop writes; callers hand over and wait until
/// their group is committed.
/// </summary>
internal sealed class DecisionWriter
{
    // Bounds the memory of one transaction, and how long other replicas wait for the month's seal.
    private const int MostRecordsInGroup = 2_000;

    private readonly Database _database;
    private readonly DecisionTable _table;
    private readonly int _queueLength;
    private readonly Channel<Waiting> _queue;
    private readonly Task _loop;
    private volatile bool _completing;

    public DecisionWriter(Database database, DecisionTable table, int queueLength)
    {
        _database = database;
        _table = table;
        _queueLength = queueLength;
        _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(queueLength) { SingleReader = true });
        _loop = Task.Run(WriteGroupsAsync);
    }

    /// <exception cref="StoreBusyException">The queue is full.</exception>
    public Task AppendAsync(IReadOnlyList<DecisionRecord> records)
    {
        var waiting = new Waiting([.. records.Select(DecisionRow.Of)]);
        if (_queue.Writer.TryWrite(waiting))
            return waiting.Written.Task;
        ObjectDisposedException.ThrowIf(_completing, typeof(PostgresPolicyStore));
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
            records += waiting.Rows.Count;
        }

        return group;
    }

    private async Task WriteAsync(List<Waiting> group)
    {
        DecisionIdTakenException?[] refusals;
        try
        {
            refusals = await _database.RunAsync(c => AppendAsync(c, group), CancellationToken.None);
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

    private async Task<DecisionIdTakenException?[]> AppendAsync(NpgsqlConnection connection, List<Waiting> group)
    {
        try
        {
            return await _table.AppendAsync(connection, group.ConvertAll(w => w.Rows));
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.CheckViolation)
        {
            // A partition that was there has been taken away.
            _table.ForgetPartitions();
            return await _table.AppendAsync(connection, group.ConvertAll(w => w.Rows));
        }
    }

    private sealed record Waiting(IReadOnlyList<DecisionRow> Rows)
    {
        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
