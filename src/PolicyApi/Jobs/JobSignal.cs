namespace PolicyApi.Jobs;

/// <summary>Wakes the workers of this process when there is something to do.</summary>
internal sealed class JobSignal : IDisposable
{
    private readonly SemaphoreSlim _waiting = new(0);

    /// <summary>Wakes one worker, now or when it next waits.</summary>
    public void Set()
    {
        if (_waiting.CurrentCount == 0)
            _waiting.Release();
    }

    /// <summary>Waits to be woken, at most for a given time.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken cancellation) => _waiting.WaitAsync(most, cancellation);

    /// <inheritdoc />
    public void Dispose() => _waiting.Dispose();
}
