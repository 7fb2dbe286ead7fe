using System.Buffers;
using Microsoft.Extensions.Options;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Settings;
using PolicyApi.Storage;
using PolicyApi.Storage.Work;

namespace PolicyApi.Jobs;

/// <summary>Handles the lines of a chunk, in order, as the job's kind requires.</summary>
/// <param name="kinds">The kinds of jobs.</param>
/// <param name="limits">The limits, with the length of a line.</param>
internal sealed class ChunkHandler(IEnumerable<IJobKind> kinds, IOptions<ServiceLimits> limits)
{
    // A chunk that has been tried more often always fails, or crashes the process.
    private const int MostTries = 10;

    private readonly Dictionary<string, IJobKind> _kinds = kinds.ToDictionary(k => k.Name, StringComparer.Ordinal);

    /// <summary>Returns the kind with a name.</summary>
    /// <exception cref="StoreCorruptException">This release does not know the kind.</exception>
    public IJobKind Kind(string name) => _kinds.TryGetValue(name, out var kind)
        ? kind
        : throw new StoreCorruptException($"the kind of work `{name}` is unknown to this release; it may have been made by a newer one");

    /// <summary>Handles a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="cancellation">Cancels the operation when the process is stopping; the chunk will be handled later or by another process.</param>
    public async Task<WorkResult> HandleAsync(WorkChunk chunk, CancellationToken cancellation)
    {
        var kind = Kind(chunk.Kind);
        var handle = chunk.Tries <= MostTries
            ? await kind.PrepareAsync(new JobToHandle(chunk.JobId, chunk.CreatedAt, chunk.Spec), cancellation)
            : (line, _) => ValueTask.FromResult(Refused(line, JobFaults.GivenUp(MostTries)));
        var output = new ArrayBufferWriter<byte>();
        var decisions = new List<DecisionRecord>();
        var failed = 0;
        foreach (var line in JobFrames.Read(chunk.Input))
        {
            cancellation.ThrowIfCancellationRequested();
            var result = RefusalOf(line) is { } refusal ? Refused(line.Line, refusal) : await handle(line.Line, line.Content);
            JobFrames.Write(output, new JobFrame(line.Line, result.IsFailed, result.Content));
            failed += result.IsFailed ? 1 : 0;
            if (result.Decision is { } decision)
                decisions.Add(decision);
        }

        return new WorkResult(JobFrames.Pack(output.WrittenMemory), failed, decisions);
    }

    private Fault? RefusalOf(JobFrame line) => line switch
    {
        { IsErased: true } => JobFaults.Erased(),
        { IsFaulty: true } => Faults.BodyTooLarge(limits.Value.FactsBytes),
        _ => null,
    };

    private static LineOutput Refused(int line, Fault fault) => new(LineError.Utf8(line, fault), IsFailed: true);
}
