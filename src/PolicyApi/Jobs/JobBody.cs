using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Jobs;

/// <summary>The lines of a request's body, taken in while they arrive.</summary>
/// <param name="request">The request.</param>
/// <param name="lineBytes">Most bytes of a line; a longer one is refused in its place.</param>
/// <param name="settings">Most bytes and lines of the body.</param>
internal sealed class JobBody(HttpRequest request, int lineBytes, JobSettings settings)
{
    /// <summary>Gives the lines to a job.</summary>
    /// <exception cref="FaultException">The body is too large, or has too many lines.</exception>
    public async Task FillAsync(JobIntake intake, CancellationToken cancellation)
    {
        if (request.ContentLength > settings.BodyBytes)
            throw new FaultException(Faults.BodyTooLarge(settings.BodyBytes));
        // The bound is kept below, where it can be told with its setting's words.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        var framer = new LineFramer(lineBytes);
        var bytes = 0L;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellation);
            var rest = read.Buffer;
            var before = rest.Length;
            var left = before;
            try
            {
                rest = await TakeAsync(rest, framer, read.IsCompleted, intake, cancellation);
                left = rest.Length;
            }
            finally
            {
                // Also when it is refused: the server takes in the rest, so that whoever sends it reads why.
                request.BodyReader.AdvanceTo(rest.Start, read.Buffer.End);
            }

            bytes += before - left;
            if (bytes > settings.BodyBytes)
                throw new FaultException(Faults.BodyTooLarge(settings.BodyBytes));
            if (read.IsCompleted)
                return;
        }
    }

    private async Task<ReadOnlySequence<byte>> TakeAsync(
        ReadOnlySequence<byte> buffer, LineFramer framer, bool isFinal, JobIntake intake, CancellationToken cancellation)
    {
        while (framer.TryTake(ref buffer, isFinal, out var line))
        {
            if (!await intake.AddAsync(new JobFrame(line.Number, line.TooLong, line.Content.ToArray()), cancellation))
                throw new FaultException(JobFaults.TooManyLines(settings.Lines));
        }

        return buffer;
    }
}
