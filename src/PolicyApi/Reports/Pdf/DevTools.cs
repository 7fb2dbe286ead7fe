using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyApi.Reports.Pdf;

/// <summary>
/// A client for the DevTools protocol over a pipe: one JSON text per message, each ended by a zero byte. Unlike a port, a pipe cannot be
/// reached by other programs on the machine, and the browser ends when it is closed.
/// </summary>
/// <param name="toBrowser">The stream for commands.</param>
/// <param name="fromBrowser">The stream of responses and events.</param>
internal sealed class DevTools(Stream toBrowser, Stream fromBrowser) : IDisposable
{
    private const int MostBytes = 64 * 1024 * 1024;

    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> _waiting = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly CancellationTokenSource _closed = new();
    private int _lastId;

    /// <summary>The listener for every event, called with its session, name and parameters.</summary>
    public Action<string?, string, JsonObject>? OnEvent { get; init; }

    /// <summary>A task that completes when the browser has closed the connection.</summary>
    public Task Reading { get; private set; } = Task.CompletedTask;

    /// <summary>Starts reading responses and events.</summary>
    public void Start() => Reading = Task.Run(ReadAsync);

    /// <summary>Sends a command and waits for its response.</summary>
    /// <param name="session">The session of the page; <see langword="null"/> for the browser itself.</param>
    /// <param name="method">The name of the command.</param>
    /// <param name="parameters">The parameters of the command.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="IOException">The browser has ended, or refuses the command.</exception>
    public async Task<JsonObject> SendAsync(string? session, string method, JsonObject parameters, CancellationToken cancellation)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        try
        {
            if (_closed.IsCancellationRequested)
                throw new IOException("the browser has gone");
            await WriteAsync(Message(id, session, method, parameters), cancellation);
            return await answer.Task.WaitAsync(cancellation);
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closed.Cancel();
        toBrowser.Dispose();
        fromBrowser.Dispose();
    }

    private static byte[] Message(int id, string? session, string method, JsonObject parameters)
    {
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (session is not null)
            message["sessionId"] = session;
        return [.. JsonSerializer.SerializeToUtf8Bytes(message), 0];
    }

    private async Task WriteAsync(byte[] message, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            // A partial message would corrupt all later ones, so a write that has begun is completed.
            await toBrowser.WriteAsync(message, CancellationToken.None);
            await toBrowser.FlushAsync(CancellationToken.None);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            var message = new ArrayBufferWriter<byte>();
            var buffer = new byte[64 * 1024];
            int count;
            while ((count = await fromBrowser.ReadAsync(buffer)) > 0)
                Split(buffer.AsSpan(0, count), message);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or JsonException)
        {
            // The waiting commands fail below.
        }

        await _closed.CancelAsync();
        foreach (var answer in _waiting.Values)
            answer.TrySetException(new IOException("the browser has gone"));
    }

    private void Split(ReadOnlySpan<byte> bytes, ArrayBufferWriter<byte> message)
    {
        for (var end = bytes.IndexOf((byte)0); end >= 0; end = bytes.IndexOf((byte)0))
        {
            message.Write(bytes[..end]);
            bytes = bytes[(end + 1)..];
            Take(JsonNode.Parse(message.WrittenSpan)!.AsObject());
            message.ResetWrittenCount();
        }

        if (message.WrittenCount + bytes.Length > MostBytes)
            throw new IOException("the browser sent more than a report can be");
        message.Write(bytes);
    }

    private void Take(JsonObject message)
    {
        if ((int?)message["id"] is { } id)
        {
            if (!_waiting.TryGetValue(id, out var answer))
                return;
            if (message["error"] is { } error)
                answer.TrySetException(new IOException("the browser refuses: " + (string?)error["message"]));
            else
                answer.TrySetResult(message["result"]?.AsObject() ?? []);
        }
        else if ((string?)message["method"] is { } method)
        {
            OnEvent?.Invoke((string?)message["sessionId"], method, message["params"]?.AsObject() ?? []);
        }
    }
}
