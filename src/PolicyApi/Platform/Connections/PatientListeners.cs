using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace PolicyApi.Platform.Connections;

/// <summary>
/// Listens as the web server does, but closes in two steps: it first stops accepting connections, then gives open connections a moment to send what is on its
/// way and to read an answer that closes the connection. The web server by itself does both at once, which resets a client that sends at that instant.
/// </summary>
/// <param name="sockets">The web server's own listeners.</param>
/// <param name="moment">How long idle connections stay open; connections in use close with their next answer.</param>
internal sealed class PatientListeners(SocketTransportFactory sockets, TimeSpan moment) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    /// <summary>How long idle connections stay open when the service stops.</summary>
    public static TimeSpan Moment { get; } = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc />
    public bool CanBind(EndPoint endpoint) => sockets.CanBind(endpoint);

    /// <inheritdoc />
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new PatientListener(await sockets.BindAsync(endpoint, cancellationToken), moment);

    private sealed class PatientListener(IConnectionListener listener, TimeSpan moment) : IConnectionListener
    {
        private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // The number of open connections, plus one until the listener stops accepting.
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

            // Uses the machine's clock directly: no answer depends on it.
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
