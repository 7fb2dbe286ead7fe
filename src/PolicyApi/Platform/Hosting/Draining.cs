using Microsoft.Extensions.Options;
using PolicyApi.Platform.Settings;

namespace PolicyApi.Platform.Hosting;

/// <summary>
/// Lets a service that is asked to stop go on for a while, so that whoever sends requests here goes elsewhere before connections are closed: a proxy does not
/// send a request again that has met a closed connection.
/// </summary>
/// <param name="lifetime">Says that it is asked to.</param>
/// <param name="limits">Say for how long it goes on.</param>
/// <param name="time">Waits.</param>
internal sealed class Draining(IHostApplicationLifetime lifetime, IOptions<ServiceLimits> limits, TimeProvider time) : IHostedLifecycleService
{
    private readonly TimeSpan _length = TimeSpan.FromSeconds(limits.Value.DrainSeconds);

    /// <summary>Whether the service is asked to stop and goes on for now.</summary>
    public bool IsUnderWay => _length > TimeSpan.Zero && IsStopping;

    /// <summary>Whether the service is asked to stop: an answer from now on is the last on its connection.</summary>
    public bool IsStopping => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <inheritdoc />
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Stopped in code, as a start that failed is, nobody is being answered.
        if (IsUnderWay)
            await Task.Delay(_length, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
