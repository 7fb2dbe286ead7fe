using Microsoft.Extensions.Options;
using PolicyApi.Platform.Settings;

namespace PolicyApi.Platform.Connections;

/// <summary>
/// Keeps a service that is asked to stop answering for a while, so that clients go elsewhere before connections are closed: a proxy does not retry a request
/// that met a closed connection.
/// </summary>
/// <param name="lifetime">Tells when the service is asked to stop.</param>
/// <param name="limits">The limits, with the duration.</param>
/// <param name="time">The clock for waiting.</param>
internal sealed class Draining(IHostApplicationLifetime lifetime, IOptions<ServiceLimits> limits, TimeProvider time) : IHostedLifecycleService
{
    private readonly TimeSpan _length = TimeSpan.FromSeconds(limits.Value.DrainSeconds);

    /// <summary>Whether the service is asked to stop and keeps answering for a while; always false if the duration is 0.</summary>
    public bool IsUnderWay => _length > TimeSpan.Zero && IsStopping;

    /// <summary>Whether the service is asked to stop. From then on, every answer is the last on its connection.</summary>
    public bool IsStopping => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <inheritdoc />
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // A service stopped in code, such as after a failed start, answers nobody and need not wait.
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
