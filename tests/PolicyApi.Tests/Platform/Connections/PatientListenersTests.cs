using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PolicyApi.Platform.Connections;

namespace PolicyApi.Tests.Platform.Connections;

/// <summary>A stopping service accepts no new connections, and gives open ones a moment for data on its way.</summary>
public sealed class PatientListenersTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task What_is_sent_after_the_last_connection_was_taken_is_still_read_and_answered()
    {
        await using var listener = await BindAsync(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.EndPoint);
        var server = (await listener.AcceptAsync())!;

        var closing = listener.UnbindAsync().AsTask();
        await WaitUntilRefusedAsync((IPEndPoint)listener.EndPoint);
        await client.GetStream().WriteAsync("late"u8.ToArray());
        var read = await server.Transport.Input.ReadAtLeastAsync(4).AsTask().WaitAsync(Patience);
        await server.Transport.Output.WriteAsync(read.Buffer.First);
        var answer = new byte[4];
        await client.GetStream().ReadExactlyAsync(answer).AsTask().WaitAsync(Patience);

        Assert.Equal("late", Encoding.ASCII.GetString(answer));
        Assert.False(closing.IsCompleted);
        server.Transport.Input.AdvanceTo(read.Buffer.End);
        await server.DisposeAsync();
        await closing.WaitAsync(Patience);
    }

    [Fact]
    public async Task Idle_connections_are_waited_for_no_longer_than_a_moment()
    {
        await using var listener = await BindAsync(TimeSpan.FromMilliseconds(1));
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.EndPoint);
        await using var server = (await listener.AcceptAsync())!;

        await listener.UnbindAsync().AsTask().WaitAsync(Patience);
    }

    private static async Task<IConnectionListener> BindAsync(TimeSpan moment) =>
        await new PatientListeners(new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance), moment).BindAsync(new IPEndPoint(IPAddress.Loopback, 0));

    private static async Task WaitUntilRefusedAsync(IPEndPoint address)
    {
        var patience = DateTime.UtcNow + Patience;
        while (DateTime.UtcNow < patience)
        {
            using var late = new TcpClient();
            try
            {
                await late.ConnectAsync(address);
            }
            catch (SocketException)
            {
                return;
            }
        }

        Assert.Fail("it still listens");
    }
}
