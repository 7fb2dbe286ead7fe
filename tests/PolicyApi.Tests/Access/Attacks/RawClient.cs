using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace PolicyApi.Tests.Access.Attacks;

/// <summary>Sends bytes as they are, unlike an ordinary client.</summary>
internal static class RawClient
{
    /// <summary>The status and everything else that came back; status 0 when the connection was closed without an answer.</summary>
    /// <exception cref="OperationCanceledException">The service hangs.</exception>
    public static async Task<(int Status, string Text)> SendAsync(Uri service, Attack attack)
    {
        using var patience = new CancellationTokenSource(Patience.Most);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(service.Host, service.Port, patience.Token);
        var stream = tcp.GetStream();
        var received = ReceiveAsync(stream, patience.Token);
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(attack.Head + "\r\n"), patience.Token);
            await stream.WriteAsync(attack.Body, patience.Token);
        }
        catch (IOException)
        {
            // The service may refuse the request before it has read all of it; its response is read anyway.
        }

        var text = await received;
        var status = text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0;
        return (status, text);
    }

    private static async Task<string> ReceiveAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var all = new MemoryStream();
        var buffer = new byte[16_384];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
                all.Write(buffer, 0, read);
        }
        catch (IOException)
        {
            // A reset counts as a closed connection.
        }

        return Encoding.UTF8.GetString(all.ToArray());
    }
}
