using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PolicyService.Load;

/// <summary>One connection that is kept alive: a request's bytes out, a response's bytes in, nothing parsed that need not be.</summary>
internal sealed class Connection(IPEndPoint server) : IDisposable
{
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Connects.</summary>
    public ValueTask OpenAsync() => _socket.ConnectAsync(server, CancellationToken.None);

    /// <summary>Sends a request and reads its response to the end.</summary>
    /// <returns>The status.</returns>
    /// <exception cref="IOException">The server has closed the connection.</exception>
    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> request)
    {
        for (var sent = 0; sent < request.Length;)
            sent += await _socket.SendAsync(request[sent..], SocketFlags.None);
        var filled = 0;
        int head;
        while ((head = _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
            filled += await ReadAsync(filled);
        var body = head + 4;
        if (LengthOf(_buffer.AsSpan(0, head)) is { } length)
        {
            while (filled < body + length)
                filled += await ReadAsync(filled);
        }
        else
        {
            while (!_buffer.AsSpan(body, filled - body).EndsWith("0\r\n\r\n"u8))
                filled += await ReadAsync(filled);
        }

        return int.Parse(_buffer.AsSpan(9, 3), CultureInfo.InvariantCulture);
    }

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();

    private async ValueTask<int> ReadAsync(int at)
    {
        var read = await _socket.ReceiveAsync(_buffer.AsMemory(at), SocketFlags.None);
        return read > 0 ? read : throw new IOException("the server has closed the connection");
    }

    /// <summary>The content's length; <see langword="null"/> when it comes in chunks.</summary>
    private static int? LengthOf(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0)
            return null;
        var digits = head[(at + 16)..];
        var end = digits.IndexOf((byte)'\r');
        return int.Parse(Encoding.ASCII.GetString(end < 0 ? digits : digits[..end]), CultureInfo.InvariantCulture);
    }
}
