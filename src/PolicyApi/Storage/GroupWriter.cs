using System.Diagnostics;
using System.Threading.Channels;

namespace PolicyApi.Storage;

/// <summary>The result of one piece of waiting work.</summary>
/// <param name="Result">Its result.</param>
/// <param name="Refusal">Why nothing was written; <see langword="null"/> if something was.</param>
internal readonly record struct Written<T>(T? Result, Exception? Refusal);

/// <summary>The limits of a writer's queue.</summary>
/// <param name="Waiting">The maximum number of waiting pieces of work.</param>
/// <param name="WaitingBytes">The maximum number of waiting bytes, unless it is one piece alone.</param>
internal sealed record WriterLimits(int Waiting, long WaitingBytes);

/// <summary>
/// Writes in groups: while one group is being written, the next collects. A dedicated thread writes, because it blocks while the disk works; callers
/// enqueue work and wait until their group is durable.
/// </summary>
/// <typeparam name="TWork">The work.</typeparam>
/// <typeparam name="TResult">The result of a piece of work.</typeparam>
internal sealed class GroupWriter<TWork, TResult>
{
    // Limits the memory of one transaction; a group of this size already takes less than 0.1 ms per part.
    private const int MostPartsInGroup = 2_000;
    private const long MostBytesInGroup = 16 * 1024 * 1024;

    private readonly Func<IReadOnlyList<TWork>, Task<IReadOnlyList<Written<TResult>>>> _write;
    private readonly string _what;
    private readonly WriterLimits _limits;
    private readonly Channel<Waiting> _queue;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _waitingBytes;
    private long _writingSince; // When the oldest work of the group being written was enqueued; 0 for none.
    private volatile bool _completing;

    /// <param name="what">What is appended to, for messages: <c>the journal</c>.</param>
    /// <param name="limits">The limits of the queue.</param>
    /// <param name="write">Makes a group durable as a unit and returns the result of each piece.</param>
    public GroupWriter(string what, WriterLimits limits, Func<IReadOnlyList<TWork>, Task<IReadOnlyList<Written<TResult>>>> write)
    {
        _what = what;
        _limits = limits;
        _write = write;
        _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(limits.Waiting) { SingleReader = true });
        new Thread(WriteGroups) { IsBackground = true, Name = "writer of " + what }.Start();
    }

    /// <summary>Runs after a group is written and answered, before the next; an error in it fails the next group as well.</summary>
    public Func<Task>? Afterwards { get; init; }

    /// <summary>The number of waiting pieces of work.</summary>
    public int Count => _queue.Reader.Count;

    /// <summary>How much waits, and for how long: a stalled store shows here first.</summary>
    public PendingAppends Queue
    {
        get
        {
            var since = Interlocked.Read(ref _writingSince);
            if (since == 0 && _queue.Reader.TryPeek(out var next))
                since = next.Since;
            return new PendingAppends(Count, since == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(since));
        }
    }

    /// <summary>
    /// Enqueues work. The task completes when the work is durable; a full queue (<see cref="StoreBusyException"/>) and a closed store fail it at once.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="parts">How many items it writes.</param>
    /// <param name="bytes">How much memory it holds.</param>
    /// <param name="cancellationToken">Withdraws it while it waits.</param>
    public Task<TResult> AppendAsync(TWork work, int parts, long bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiting = new Waiting(work, parts, bytes, cancellationToken);
        if (Interlocked.Add(ref _waitingBytes, bytes) <= Math.Max(_limits.WaitingBytes, bytes) && _queue.Writer.TryWrite(waiting))
            return waiting.Task;
        Interlocked.Add(ref _waitingBytes, -bytes);
        return Task.FromException<TResult>(_completing
            ? new ObjectDisposedException(typeof(IPolicyStore).FullName)
            : new StoreBusyException($"{Count} appends to {_what} are waiting; try again shortly"));
    }

    /// <summary>Accepts no more work, and completes when everything accepted is written.</summary>
    public Task CompleteAsync()
    {
        _completing = true;
        _queue.Writer.TryComplete();
        return _ended.Task;
    }

    private void WriteGroups()
    {
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Thread.Yield();
            if (TakeGroup() is not { Count: > 0 } group)
                continue;
            Interlocked.Exchange(ref _writingSince, group[0].Since);
            Write(group);
            Interlocked.Exchange(ref _writingSince, 0);
            Rest();
        }

        _ended.SetResult();
    }

    private List<Waiting> TakeGroup()
    {
        var group = new List<Waiting>();
        var parts = 0;
        var bytes = 0L;
        while (parts < MostPartsInGroup && bytes < MostBytesInGroup && _queue.Reader.TryRead(out var waiting))
        {
            Interlocked.Add(ref _waitingBytes, -waiting.Bytes);
            if (waiting.Cancellation.IsCancellationRequested)
            {
                waiting.SetCanceled(waiting.Cancellation);
                continue;
            }

            group.Add(waiting);
            parts += waiting.Parts;
            bytes += waiting.Bytes;
        }

        return group;
    }

    private void Write(List<Waiting> group)
    {
        IReadOnlyList<Written<TResult>> written;
        try
        {
            written = _write(group.ConvertAll(w => w.Work)).GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            // Whatever the error was, every caller of the group gets it; the thread survives to answer later callers.
            written = group.ConvertAll(_ => new Written<TResult>(default, e));
        }

        // One work item for the pool, which distributes the answers from there: cheaper than waking the pool for each.
        ThreadPool.UnsafeQueueUserWorkItem(answers => Answer(answers.group, answers.written), (group, written), preferLocal: false);
    }

    private void Rest()
    {
        try
        {
            Afterwards?.Invoke().GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is StoreException or ObjectDisposedException)
        {
            // The store has failed or is closed; the next caller to append gets that error.
        }
    }

    private static void Answer(List<Waiting> group, IReadOnlyList<Written<TResult>> written)
    {
        for (var i = 0; i < group.Count; i++)
        {
            if (written[i].Refusal is { } refusal)
                group[i].SetException(refusal);
            else
                group[i].SetResult(written[i].Result!);
        }
    }

    private sealed class Waiting(TWork work, int parts, long bytes, CancellationToken cancellation)
        : TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TWork Work => work;

        public int Parts => parts;

        public long Bytes => bytes;

        public CancellationToken Cancellation => cancellation;

        public long Since { get; } = Stopwatch.GetTimestamp();
    }
}
