using System.Diagnostics.CodeAnalysis;
using LiteDB;

namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>
/// Lets only one piece of work at a time use LiteDB, including reads: concurrent use corrupts its free list and returns wrong
/// documents. Work is synchronous, because a LiteDB transaction belongs to the thread that began it.
/// </summary>
/// <param name="owner">The store, which an error about its disposal names.</param>
[SuppressMessage("Design", "CA1001", Justification = "a semaphore without a wait handle holds nothing, and disposing it would strand those who wait")]
internal sealed class StoreGate(Type owner)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly TaskCompletionSource<string> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StoreFailedException? _failure;
    private bool _closed;

    /// <summary>Completes, with the reason, when the engine has failed.</summary>
    public Task<string> Failure => _failed.Task;

    /// <summary>Waits for a turn, then runs the work to its end on one thread.</summary>
    /// <exception cref="StoreFailedException">The engine failed, now or before.</exception>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, owner);
            if (_failure is not null)
                throw new StoreFailedException(_failure.Message, _failure);
            return Run(work);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Runs a last piece of work and admits nothing after it.</summary>
    /// <param name="last">Receives whether the engine has failed.</param>
    public async Task CloseAsync(Action<bool> last)
    {
        await _turn.WaitAsync();
        try
        {
            if (_closed)
                return;
            _closed = true;
            last(_failure is not null);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Whether an exception means that the engine or its files have failed.</summary>
    public static bool IsOfFiles(Exception e) => e is IOException or UnauthorizedAccessException or LiteException or ObjectDisposedException;

    private T Run<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            // All possible errors of callers are checked before LiteDB is called. If LiteDB still throws, its
            // state is unknown, so nothing more may be acknowledged.
            _failure = new StoreFailedException(
                $"the store stopped after a failure of its files; check the disk and its free space, then restart the service ({e.Message})", e);
            _failed.TrySetResult(_failure.Message);
            throw _failure;
        }
    }
}
