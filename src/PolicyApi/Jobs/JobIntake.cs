using System.Buffers;
using PolicyApi.Storage.Work;

namespace PolicyApi.Jobs;

/// <summary>Cuts arriving lines into chunks and stores each as soon as it is full: memory stays constant however many lines come.</summary>
/// <param name="store">Takes the chunks.</param>
/// <param name="jobId">The job.</param>
/// <param name="linesPerChunk">Most lines of a chunk.</param>
/// <param name="mostLines">Most lines of the job.</param>
internal sealed class JobIntake(IWorkStore store, string jobId, int linesPerChunk, int mostLines)
{
    // Results are longer than what they are made from, and a result has a bound too.
    private const int MostChunkBytes = 1_048_576;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private int _chunks;
    private int _inChunk;

    /// <summary>How many lines have come.</summary>
    public int Lines { get; private set; }

    /// <summary>Takes a line.</summary>
    /// <returns><see langword="false"/> when there are too many.</returns>
    public async ValueTask<bool> AddAsync(JobFrame line, CancellationToken cancellation)
    {
        if (Lines == mostLines)
            return false;
        if (_inChunk == linesPerChunk || (_inChunk > 0 && _bytes.WrittenCount + line.Content.Length > MostChunkBytes))
            await SendAsync(cancellation);
        JobFrames.Write(_bytes, line);
        _inChunk++;
        Lines++;
        return true;
    }

    /// <summary>Stores what is left.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellation)
    {
        if (_inChunk > 0)
            await SendAsync(cancellation);
    }

    private async ValueTask SendAsync(CancellationToken cancellation)
    {
        await store.AddChunkAsync(jobId, new NewChunk(++_chunks, _inChunk, _bytes.WrittenMemory.ToArray()), cancellation);
        _bytes.ResetWrittenCount();
        _inChunk = 0;
    }
}
