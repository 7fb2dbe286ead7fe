namespace PolicyApi.PolicyTests;

/// <summary>Lets only one run of tests proceed at a time, because trying hundreds of changed policies occupies a core, which other requests need.</summary>
internal sealed class TestTurn : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Waits for the turn; disposing of the result releases it.</summary>
    /// <param name="cancellation">Stops waiting.</param>
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
