using System.Buffers;
using System.IO.Pipelines;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Impact;

/// <summary>A cohort posted as NDJSON, processed while it arrives.</summary>
/// <param name="input">The body.</param>
/// <param name="factsBytes">The maximum number of bytes of a line.</param>
internal sealed class PostedCohort(PipeReader input, int factsBytes) : ICohort
{
    private readonly LineFramer _framer = new(factsBytes);

    /// <inheritdoc/>
    public async Task RunAsync(ImpactWriter writer, CancellationToken cancellation)
    {
        ReadResult read;
        do
        {
            if (!input.TryRead(out read))
            {
                // Finished lines are sent before waiting for more input.
                await writer.SendAsync(cancellation);
                read = await input.ReadAsync(cancellation);
            }

            var buffer = read.Buffer;
            while (_framer.TryTake(ref buffer, read.IsCompleted, out var line))
                await TakeAsync(line, writer, cancellation);
            input.AdvanceTo(buffer.Start, buffer.End);
        }
        while (!read.IsCompleted);
    }

    private ValueTask TakeAsync(FramedLine line, ImpactWriter writer, CancellationToken cancellation) => line.TooLong
        ? writer.AddRefusedAsync(line.Number, Faults.BodyTooLarge(factsBytes), cancellation)
        : writer.AddAsync(line.Number, line.Content.IsSingleSegment ? line.Content.First : line.Content.ToArray(), cancellation);
}

/// <summary>A cohort of one subject, posted as JSON.</summary>
/// <param name="facts">The facts.</param>
internal sealed class OneSubject(ReadOnlyMemory<byte> facts) : ICohort
{
    /// <inheritdoc/>
    public Task RunAsync(ImpactWriter writer, CancellationToken cancellation) => writer.AddAsync(1, facts, cancellation).AsTask();
}

/// <summary>The subjects of an impact analysis.</summary>
internal interface ICohort
{
    /// <summary>Passes every subject to the writer.</summary>
    Task RunAsync(ImpactWriter writer, CancellationToken cancellation);
}
