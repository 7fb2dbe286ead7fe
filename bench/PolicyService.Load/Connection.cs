using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PolicyService.Load;

/// <summary>The parts of a response that the loader evaluates.</summary>
/// <param name="Status">The HTTP status code.</param>
/// <param name="HasRetryAfter">Whether a refusal has the header <c>Retry-After</c>.</param>
/// <param name="Location">The path of the stored answer; <see langword="null"/> unless requested.</param>
internal readonly record struct Reply(int Status, bool HasRetryAfter, string? Location);

/// <summary>A persistent connection that sends requests as bytes and parses as little as possible of the responses.</summary>
internal sealed class Connection(IPEndPoint server) : IDisposable
{
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Opens the connection.</summary>
    public ValueTask OpenAsync() => _socket.ConnectAsync(server, CancellationToken.None);

    /// <summary>Sends a request and reads its response to the end.</summary>
    /// <param name="request">The whole request.</param>
    /// <param name="collects">Whether to read the path of the stored answer.</param>
    /// <exception cref="IOException">The server has closed the connection.</exception>
    public async ValueTask<Reply> SendAsync(ReadOnlyMemory<byte> request, bool collects = false)
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

        return ReplyOf(_buffer.AsSpan(0, head), collects);
    }

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();

    private async ValueTask<int> ReadAsync(int at)
    {
        var read = await _socket.ReceiveAsync(_buffer.AsMemory(at), SocketFlags.None);
        return read > 0 ? read : throw new IOException("the server has closed the connection");
    }

    private static Reply ReplyOf(ReadOnlySpan<byte> head, bool collects)
    {
        var status = int.Parse(head[9..12], CultureInfo.InvariantCulture);
        return new Reply(
            status,
            status >= 400 && head.IndexOf("\r\nRetry-After: "u8) >= 0,
            collects && ValueOf(head, "\r\nLocation: "u8) is { IsEmpty: false } location ? Encoding.ASCII.GetString(location) : null);
    }

    private static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        var at = head.IndexOf(name);
        if (at < 0)
            return default;
        var value = head[(at + name.Length)..];
        var end = value.IndexOf((byte)'\r');
        return end < 0 ? value : value[..end];
    }

    /// <summary>Returns the length of the content; <see langword="null"/> if it is chunked.</summary>
    private static int? LengthOf(ReadOnlySpan<byte> head)
    {
        return ValueOf(head, "\r\nContent-Length: "u8) is { IsEmpty: false } length ? int.Parse(length, CultureInfo.InvariantCulture) : null;
    }
}
