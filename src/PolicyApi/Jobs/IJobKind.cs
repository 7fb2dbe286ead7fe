using PolicyApi.Storage;

namespace PolicyApi.Jobs;

/// <summary>A kind of job: how each line is handled. Kinds are registered as services; everything else is the same for all of them.</summary>
internal interface IJobKind
{
    /// <summary>The kind's name, which is stored with its jobs and must never change.</summary>
    string Name { get; }

    /// <summary>The number of lines handled together: 1 to 1,000. A chunk should take seconds, and must take less than a minute.</summary>
    int LinesPerChunk { get; }

    /// <summary>How the results are downloaded.</summary>
    JobDownload Download { get; }

    /// <summary>Prepares for handling lines of a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>A function that handles one line. The same line must always have the same result, on every replica.</returns>
    Task<HandleLine> PrepareAsync(JobToHandle job, CancellationToken cancellation);

    /// <summary>Returns a function that tells which lines and results of a job are about a person, so that they can be erased.</summary>
    /// <param name="job">The job.</param>
    /// <param name="subject">The person's id.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    IsAbout About(JobToHandle job, string subject, CancellationToken cancellation);
}

/// <summary>A job as its kind sees it.</summary>
/// <param name="Id">The id.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="Spec">The JSON that the kind stored when the job was created.</param>
internal sealed record JobToHandle(string Id, DateTimeOffset CreatedAt, ReadOnlyMemory<byte> Spec);

/// <summary>Handles one line.</summary>
/// <param name="line">The 1-based number of the line.</param>
/// <param name="content">The bytes of the line.</param>
internal delegate ValueTask<LineOutput> HandleLine(int line, ReadOnlyMemory<byte> content);

/// <summary>Whether a line or its result is about a person.</summary>
/// <param name="content">The bytes of the line or the result.</param>
/// <param name="isResult">Whether it is a result; not called for errors in place of a result.</param>
internal delegate ValueTask<bool> IsAbout(ReadOnlyMemory<byte> content, bool isResult);

/// <summary>The result of handling one line.</summary>
/// <param name="Content">The result, or the error if there is none.</param>
/// <param name="IsFailed">Whether there is no result.</param>
/// <param name="Decision">The record to store together with the result; <see langword="null"/> for none.</param>
internal readonly record struct LineOutput(ReadOnlyMemory<byte> Content, bool IsFailed, DecisionRecord? Decision = null);

/// <summary>How results are downloaded.</summary>
/// <param name="MediaType">The media type.</param>
/// <param name="Extension">The extension of the file's name, with the dot.</param>
/// <param name="WriteAsync">Writes all results, in the order of the lines.</param>
internal sealed record JobDownload(string MediaType, string Extension, Func<IAsyncEnumerable<JobFrame>, Stream, CancellationToken, Task> WriteAsync)
{
    /// <summary>One line of JSON for each line of the job.</summary>
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
