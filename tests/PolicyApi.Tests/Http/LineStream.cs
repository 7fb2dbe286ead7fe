using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace PolicyApi.Tests.Http;

/// <summary>A body of lines that stays open while the answers to its first lines are read, which the framework's client cannot do.</summary>
internal sealed class LineStream : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TcpClient _client = new();
    private StreamReader _answers = StreamReader.Null;

    /// <summary>Starts a request.</summary>
    public static async Task<LineStream> OpenAsync(Uri address, string path, string key)
    {
        var stream = new LineStream();
        await stream._client.ConnectAsync(address.Host, address.Port);
        stream._answers = new StreamReader(stream._client.GetStream(), Encoding.UTF8);
        await stream.WriteAsync(
            $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {key}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
        return stream;
    }

    /// <summary>Sends a line and waits for the next answer.</summary>
    public async Task<JsonNode> AskAsync(string line)
    {
        await WriteAsync($"{Encoding.UTF8.GetByteCount(line) + 1:x}\r\n{line}\n\r\n");
        while (await _answers.ReadLineAsync().WaitAsync(Patience) is { } answer)
        {
            // Other lines belong to the protocol: headers and chunk sizes.
            if (answer.StartsWith('{'))
                return JsonNode.Parse(answer)!;
        }

        throw new IOException("the service has closed the connection");
    }

    /// <summary>Resets the connection, so that the service's next read fails.</summary>
    public void HangUp()
    {
        _client.LingerState = new LingerOption(true, 0);
        _client.Dispose();
    }

    /// <summary>Sends an invalid chunk, as in a request that is cut off in the middle of its body.</summary>
    public Task BreakAsync() => WriteAsync("no size of a chunk\r\n");

    public void Dispose()
    {
        _answers.Dispose();
        _client.Dispose();
    }

    private Task WriteAsync(string text) => _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();
}
