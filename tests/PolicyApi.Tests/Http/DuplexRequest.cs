using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace PolicyApi.Tests.Http;

/// <summary>A POST of newline-delimited JSON whose response is read while the body is still being sent, which HttpClient cannot do over HTTP/1.1.</summary>
internal sealed class DuplexRequest : IAsyncDisposable
{
    private readonly TcpClient _tcp = new();
    private readonly Queue<string> _lines = new();
    private string _rest = string.Empty;
    private Stream _stream = Stream.Null;

    public static async Task<DuplexRequest> OpenAsync(RunningService service, string path)
    {
        var request = new DuplexRequest();
        await request._tcp.ConnectAsync(service.Address.Host, service.Address.Port);
        request._stream = request._tcp.GetStream();
        await request.WriteAsync($"POST {path} HTTP/1.1\r\nHost: {service.Address.Authority}\r\nAuthorization: Bearer {service.Key}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
        return request;
    }

    public Task SendAsync(string text) =>
        WriteAsync($"{Encoding.UTF8.GetByteCount(text).ToString("x", CultureInfo.InvariantCulture)}\r\n{text}\r\n");

    public Task EndAsync() => WriteAsync("0\r\n\r\n");

    /// <summary>Returns the next line of the response that is JSON; headers and chunk sizes are skipped.</summary>
    public async Task<string> ReceiveLineAsync()
    {
        using var patience = new CancellationTokenSource(Patience.Most);
        var buffer = new byte[65_536];
        while (true)
        {
            while (_lines.TryDequeue(out var line))
            {
                if (line.StartsWith('{'))
                    return line;
            }

            var read = await _stream.ReadAsync(buffer, patience.Token);
            Assert.True(read > 0, "the service closed the connection");
            var pieces = (_rest + Encoding.UTF8.GetString(buffer, 0, read)).Split('\n');
            foreach (var piece in pieces[..^1])
                _lines.Enqueue(piece);
            _rest = pieces[^1];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _tcp.Dispose();
    }

    private async Task WriteAsync(string text) => await _stream.WriteAsync(Encoding.UTF8.GetBytes(text));
}
