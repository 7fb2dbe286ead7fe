using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Jobs;

/// <summary>Reads the lines of a request's body while they arrive.</summary>
/// <param name="request">The request.</param>
/// <param name="lineBytes">The maximum number of bytes of a line; a longer line gets an error as its result.</param>
/// <param name="settings">The settings, with the maximum number of bytes and lines of the body.</param>
internal sealed class JobBody(HttpRequest request, int lineBytes, JobSettings settings)
{
    /// <summary>Passes the lines to a job.</summary>
    /// <exception cref="FaultException">The body is too large, or has too many lines.</exception>
    public async Task FillAsync(JobIntake intake, CancellationToken cancellation)
    {
        if (request.ContentLength > settings.BodyBytes)
            throw new FaultException(Faults.BodyTooLarge(settings.BodyBytes));
        // The limit is checked below, where the error can name the setting.
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
                // Also after a refusal, so that the server can receive the rest and the client can read the refusal.
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
