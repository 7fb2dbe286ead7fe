using System.IO.Pipelines;

namespace PolicyApi.Platform.Ndjson;

/// <summary>
/// Sends answers to a client that may not be reading yet. Many HTTP clients send their whole body before they read the
/// first byte of the answer; a server that waited for them to read would wait for ever. Answers that the connection does
/// not accept go to a temporary file and are sent from there, in order; memory use stays constant.
/// </summary>
/// <param name="output">The connection.</param>
/// <param name="mostBytes">The maximum number of bytes in the file; beyond that, writing waits for the client.</param>
internal sealed class SpooledOutput(PipeWriter output, long mostBytes) : IAsyncDisposable
{
    private const int ChunkBytes = 65_536;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private Task _sending = Task.CompletedTask;
    private FileStream? _file;
    private long _written;
    private long _sent;
    private bool _isBehind;
    private volatile bool _isSpooling;

    /// <summary>Writes some lines.</summary>
    /// <param name="lines">The lines with their ends; the memory may be reused when the task completes.</param>
    /// <param name="cancellation">Cancelled when the client has disconnected.</param>
    /// <exception cref="OperationCanceledException">The client has stopped reading.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellation)
    {
        // Waits briefly for a client that is reading, because sending through the file is slower.
        if (!_isSpooling && !_sending.IsCompleted)
            await _sending.WaitAsync(Patience, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (TrySpool(lines.Span))
        {
            if (_written - _sent > mostBytes)
                await _sending;
            return;
        }

        await _sending; // Already completed; awaiting it throws its failure, if any.
        var flush = output.WriteAsync(lines, cancellation);
        if (flush.IsCompletedSuccessfully)
        {
            Check(flush.Result);
            return;
        }

        _isBehind = true;
        _sending = SendAsync(flush.AsTask(), cancellation);
    }

    /// <summary>Waits until everything has been sent.</summary>
    public Task CompleteAsync() => _sending;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
            await _file.DisposeAsync();
    }

    private static void Check(FlushResult flushed)
    {
        if (flushed.IsCompleted || flushed.IsCanceled)
            throw new OperationCanceledException("the client has stopped reading.");
    }

    private bool TrySpool(ReadOnlySpan<byte> lines)
    {
        lock (_gate)
        {
            if (!_isBehind || _sending.IsFaulted || _sending.IsCanceled)
                return false;
            _file ??= CreateFile();
            RandomAccess.Write(_file.SafeFileHandle, lines, _written);
            _written += lines.Length;
            return _isSpooling = true;
        }
    }

    private async Task SendAsync(Task<FlushResult> flush, CancellationToken cancellation)
    {
        Check(await flush);
        while (HasMore())
        {
            var memory = output.GetMemory(ChunkBytes);
            var count = (int)Math.Min(memory.Length, Interlocked.Read(ref _written) - _sent);
            output.Advance(await RandomAccess.ReadAsync(_file!.SafeFileHandle, memory[..count], _sent, cancellation));
            Check(await output.FlushAsync(cancellation));
            _sent += count;
        }
    }

    /// <summary>Whether the file holds unsent bytes. If not, further lines go to the connection directly again.</summary>
    private bool HasMore()
    {
        lock (_gate)
        {
            if (_sent < _written)
                return true;
            _isBehind = _isSpooling = false;
            _sent = _written = 0;
            return false;
        }
    }

    private static FileStream CreateFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            BufferSize = 0,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        // Answers are personal data: no other user of the machine may read them.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
    }
}
