using System.Buffers;
using Microsoft.Extensions.Options;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Settings;
using PolicyApi.Storage;
using PolicyApi.Storage.Work;

namespace PolicyApi.Jobs;

/// <summary>Handles a chunk: every line by the job's kind, in order.</summary>
/// <param name="kinds">The kinds of work.</param>
/// <param name="limits">How long a line may be.</param>
internal sealed class ChunkHandler(IEnumerable<IJobKind> kinds, IOptions<ServiceLimits> limits)
{
    // A chunk that has been taken so often without an end takes the process down, or always fails.
    private const int MostTries = 10;

    private readonly Dictionary<string, IJobKind> _kinds = kinds.ToDictionary(k => k.Name, StringComparer.Ordinal);

    /// <summary>The kind of that name.</summary>
    /// <exception cref="StoreCorruptException">This release knows none.</exception>
    public IJobKind Kind(string name) => _kinds.TryGetValue(name, out var kind)
        ? kind
        : throw new StoreCorruptException($"the kind of work `{name}` is unknown to this release; it may have been made by a newer one");

    /// <summary>Handles a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="cancellation">Gives up: the process is stopping, and another will take the chunk.</param>
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
