namespace PolicyApi.Access.Keys;

/// <summary>Writes down once a minute, and at the end, when keys were last used: doing it with each request would make every read a write.</summary>
/// <param name="keys">The keys.</param>
/// <param name="time">Paces the writing.</param>
internal sealed class KeyUseWriter(KeyDirectory keys, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await keys.SaveUseAsync();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await keys.SaveUseAsync();
    }
}
