namespace PolicyApi.PolicyTests;

/// <summary>Lets one run of tests go on at a time: trying hundreds of changed policies fills a core, and others want answers meanwhile.</summary>
internal sealed class TestTurn : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Waits for the turn; disposing of the result gives it back.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        return new Taken(_turn);
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private sealed class Taken(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
