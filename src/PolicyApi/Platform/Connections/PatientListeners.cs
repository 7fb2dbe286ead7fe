using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace PolicyApi.Platform.Connections;

/// <summary>
/// Listens as the web server does, and closes in two steps: first nothing new is accepted, then what is connected has a moment to send what is on its way and to
/// read an answer that closes the connection. The web server closes both at once, and whoever sends in that instant is reset.
/// </summary>
/// <param name="sockets">The web server's own.</param>
/// <param name="moment">How long idle connections last; those in use are gone with their next answer.</param>
internal sealed class PatientListeners(SocketTransportFactory sockets, TimeSpan moment) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    /// <summary>How long they last in the service.</summary>
    public static TimeSpan Moment { get; } = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc />
    public bool CanBind(EndPoint endpoint) => sockets.CanBind(endpoint);

    /// <inheritdoc />
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new PatientListener(await sockets.BindAsync(endpoint, cancellationToken), moment);

    private sealed class PatientListener(IConnectionListener listener, TimeSpan moment) : IConnectionListener
    {
        private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // One more than are open, until nothing new is accepted.
        private int _open = 1;

        public EndPoint EndPoint => listener.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            var connection = await listener.AcceptAsync(cancellationToken);
            if (connection is null)
                return null;
            Interlocked.Increment(ref _open);
            connection.ConnectionClosed.UnsafeRegister(static state => ((PatientListener)state!).Gone(), this);
            return connection;
        }

        public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            await listener.UnbindAsync(cancellationToken);
            Gone();

            // By the machine's clock: no answer depends on it.
            await Task.WhenAny(_empty.Task, Task.Delay(moment, TimeProvider.System, cancellationToken));
        }

        public ValueTask DisposeAsync() => listener.DisposeAsync();

        private void Gone()
        {
            if (Interlocked.Decrement(ref _open) == 0)
                _empty.TrySetResult();
        }
    }
}
