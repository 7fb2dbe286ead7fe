using System.Buffers;
using PolicyApi.Storage.Work;

namespace PolicyApi.Jobs;

/// <summary>Groups arriving lines into chunks and stores each chunk as soon as it is full, so that memory use does not depend on the number of lines.</summary>
/// <param name="store">The store for the chunks.</param>
/// <param name="jobId">The id of the job.</param>
/// <param name="linesPerChunk">The maximum number of lines of a chunk.</param>
/// <param name="mostLines">The maximum number of lines of the job.</param>
internal sealed class JobIntake(IWorkStore store, string jobId, int linesPerChunk, int mostLines)
{
    // Results are longer than the lines they come from, so chunks stay far below the store's limit for results.
    private const int MostChunkBytes = 1_048_576;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private int _chunks;
    private int _inChunk;

    /// <summary>The number of lines added.</summary>
    public int Lines { get; private set; }

    /// <summary>Adds a line.</summary>
    /// <returns><see langword="false"/> if the job has too many lines.</returns>
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

    /// <summary>Stores the last chunk.</summary>
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
