using PolicyApi.Storage;

namespace PolicyApi.Jobs;

/// <summary>One kind of bulk work: what becomes of each line. Registered with the services; everything else is the same for all kinds.</summary>
internal interface IJobKind
{
    /// <summary>The kind's name, stored with its jobs: it may never change.</summary>
    string Name { get; }

    /// <summary>How many lines are handled together: 1 to 1,000. A chunk should take seconds, and must take less than a minute.</summary>
    int LinesPerChunk { get; }

    /// <summary>How the results are handed out.</summary>
    JobDownload Download { get; }

    /// <summary>Makes ready to handle lines of a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>Handles one line. The same line must always come to the same, on every replica.</returns>
    Task<HandleLine> PrepareAsync(JobToHandle job, CancellationToken cancellation);

    /// <summary>Tells which lines and results of a job are about a person, so that they can be erased.</summary>
    /// <param name="job">The job.</param>
    /// <param name="subject">The person's id.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    IsAbout About(JobToHandle job, string subject, CancellationToken cancellation);
}

/// <summary>What a kind knows of a job.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Spec">What was stored for the kind when it was made: JSON.</param>
internal sealed record JobToHandle(string Id, DateTimeOffset CreatedAt, ReadOnlyMemory<byte> Spec);

/// <summary>Handles one line.</summary>
/// <param name="line">Its 1-based number.</param>
/// <param name="content">Its bytes.</param>
internal delegate ValueTask<LineOutput> HandleLine(int line, ReadOnlyMemory<byte> content);

/// <summary>Tells whether a line, or what came of it, is about a person.</summary>
/// <param name="content">Its bytes.</param>
/// <param name="isResult">Whether it is a result; those that only say why there is none are not asked about.</param>
internal delegate ValueTask<bool> IsAbout(ReadOnlyMemory<byte> content, bool isResult);

/// <summary>What one line came to.</summary>
/// <param name="Content">The result, or why there is none.</param>
/// <param name="IsFailed">Whether there is none.</param>
/// <param name="Decision">What goes into the decision log with it.</param>
internal readonly record struct LineOutput(ReadOnlyMemory<byte> Content, bool IsFailed, DecisionRecord? Decision = null);

/// <summary>How results are handed out.</summary>
/// <param name="MediaType">The media type.</param>
/// <param name="Extension">The end of the file's name, with the dot.</param>
/// <param name="WriteAsync">Writes all results, in the order of the lines.</param>
internal sealed record JobDownload(string MediaType, string Extension, Func<IAsyncEnumerable<JobFrame>, Stream, CancellationToken, Task> WriteAsync)
{
    /// <summary>A line of JSON per line.</summary>
    public static JobDownload Ndjson { get; } = new("application/x-ndjson", ".ndjson", WriteLinesAsync);

    private static async Task WriteLinesAsync(IAsyncEnumerable<JobFrame> frames, Stream output, CancellationToken cancellation)
    {
        await foreach (var frame in frames.WithCancellation(cancellation))
        {
            await output.WriteAsync(frame.Content, cancellation);
            await output.WriteAsync("\n"u8.ToArray(), cancellation);
        }
    }
}
