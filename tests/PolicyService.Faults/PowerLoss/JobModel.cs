using System.Collections.Immutable;
using System.Text;
using PolicyApi.Storage.Work;

namespace PolicyService.Faults.PowerLoss;

/// <summary>What is done to bulk work.</summary>
internal enum WorkAction
{
    Make,
    Add,
    Start,
    Handle,
    Rewrite,
    Cancel,
    Delete,
}

/// <summary>One thing that is done to a job.</summary>
/// <param name="Action">What.</param>
/// <param name="Job">The job; for <see cref="WorkAction.Handle"/> the store says which.</param>
/// <param name="Number">The chunk, where it is about one.</param>
internal sealed record WorkStep(WorkAction Action, string Job, int Number = 0);

/// <summary>A job as it must be.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Chunks">By number whether a chunk is done, and what it holds.</param>
/// <param name="Failed">How many lines count as failed.</param>
internal sealed record JobModel(JobState State, ImmutableSortedDictionary<int, (bool IsDone, string Text)> Chunks, int Failed)
{
    public const int LinesPerChunk = 2;

    /// <summary>A job that has just been made.</summary>
    public static JobModel New { get; } = new(JobState.Receiving, ImmutableSortedDictionary<int, (bool IsDone, string Text)>.Empty, 0);

    /// <summary>The numbers of the chunks that are to be done.</summary>
    public IEnumerable<int> Open => Chunks.Where(c => !c.Value.IsDone).Select(c => c.Key);

    public static string InputOf(string job, int number) => $"input {job}/{number} {new string('i', 400 * number)}";

    public static string OutputOf(string job, int number) => $"output {job}/{number} {new string('o', 300 * number)}";

    public static string Rewritten(string text) => text.Replace('i', 'x').Replace('o', 'x');

    /// <summary>What a step makes of it.</summary>
    public JobModel? After(WorkStep step) => step.Action switch
    {
        WorkAction.Make => New,
        WorkAction.Add => With(step.Number, false, InputOf(step.Job, step.Number)),
        WorkAction.Start => this with { State = JobState.Running },
        WorkAction.Handle => Handled(step),
        WorkAction.Rewrite => With(step.Number, Chunks[step.Number].IsDone, Rewritten(Chunks[step.Number].Text)) with { Failed = Failed + FailedBy(step.Number) },
        WorkAction.Cancel => this with { State = JobState.Cancelled },
        _ => null,
    };

    /// <summary>How many lines more count as failed when a chunk is rewritten.</summary>
    public int FailedBy(int number) => Chunks[number].IsDone ? 1 : 0;

    /// <summary>All of it in words, to be compared.</summary>
    public override string ToString() => Words(State, Chunks.Count * LinesPerChunk, Chunks.Values.Count(c => c.IsDone) * LinesPerChunk, Failed, Chunks.Select(c => (c.Key, c.Value.IsDone, c.Value.Text)));

    /// <summary>The same words of a job in a store; <see langword="null"/> when there is none.</summary>
    public static async Task<string?> ReadAsync(IWorkStore store, string id)
    {
        if (await store.FindJobAsync(id, CancellationToken.None) is not { } job)
            return null;
        var chunks = new List<(int Number, bool IsDone, string Text)>();
        await store.RewriteChunksAsync(id, c =>
        {
            chunks.Add((c.Number, c.IsDone, Encoding.UTF8.GetString(c.Bytes.Span)));
            return Task.FromResult<ChunkRewrite?>(null);
        }, CancellationToken.None);
        return Words(job.State, job.Lines, job.Done, job.Failed, chunks);
    }

    private JobModel Handled(WorkStep step)
    {
        var after = With(step.Number, true, OutputOf(step.Job, step.Number));
        return after.Open.Any() ? after : after with { State = JobState.Done };
    }

    private JobModel With(int number, bool isDone, string text) => this with { Chunks = Chunks.SetItem(number, (isDone, text)) };

    private static string Words(JobState state, long lines, long done, long failed, IEnumerable<(int Number, bool IsDone, string Text)> chunks) =>
        $"{state}, {done} of {lines} done, {failed} failed" + string.Concat(chunks.Select(c => $"\n{c.Number} {(c.IsDone ? "done" : "open")} {c.Text}"));
}
