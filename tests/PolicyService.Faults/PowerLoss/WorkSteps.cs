using System.Globalization;
using System.Text;
using PolicyApi.Storage;
using PolicyApi.Storage.Work;

namespace PolicyService.Faults.PowerLoss;

/// <summary>Makes steps of bulk work, and takes them.</summary>
internal static class WorkSteps
{
    private const int MostChunks = 4;
    private static readonly DateTimeOffset JobTime = new(2025, 2, 10, 8, 0, 0, TimeSpan.Zero);

    /// <summary>The next step for the work that a store holds.</summary>
    /// <param name="work">What it holds.</param>
    /// <param name="chance">Chooses.</param>
    /// <param name="newJob">Names a job.</param>
    public static WorkStep Next(WorkModel work, Random chance, Func<string> newJob)
    {
        if (work.In(JobState.Receiving) is [var receiving, ..])
            return receiving.Value.Chunks.Count is var there && (there == 0 || (there < MostChunks && chance.Next(3) > 0))
                ? new WorkStep(WorkAction.Add, receiving.Key, there + 1)
                : new WorkStep(chance.Next(8) == 0 ? WorkAction.Cancel : WorkAction.Start, receiving.Key);
        if (work.In(JobState.Running) is [var running, ..])
            return chance.Next(8) switch
            {
                0 => new WorkStep(WorkAction.Cancel, running.Key),
                1 => new WorkStep(WorkAction.Rewrite, running.Key, 1 + chance.Next(running.Value.Chunks.Count)),
                _ => new WorkStep(WorkAction.Handle, string.Empty),
            };
        return work.In(JobState.Done, JobState.Cancelled) is [var ended, ..] && chance.Next(3) == 0
            ? new WorkStep(WorkAction.Delete, ended.Key)
            : new WorkStep(WorkAction.Make, newJob());
    }

    /// <summary>Takes a step.</summary>
    /// <param name="store">The store.</param>
    /// <param name="step">The step.</param>
    /// <param name="job">The job before it.</param>
    /// <param name="begin">Is told of a chunk before it is handled: what is to come of it, and the decisions in it.</param>
    public static async Task TakeAsync(IWorkStore store, WorkStep step, JobModel? job, Action<WorkStep, IReadOnlyList<DecisionRecord>> begin)
    {
        var isTaken = step.Action switch
        {
            WorkAction.Make => await store.CreateJobAsync(new NewJob(step.Job, "things", JobTime, "a", "{}"u8.ToArray()), 1_000, CancellationToken.None),
            WorkAction.Start => await store.StartJobAsync(step.Job, CancellationToken.None),
            WorkAction.Handle => await store.WorkAsync(c => HandleAsync(c, begin), CancellationToken.None),
            _ => true,
        };
        if (!isTaken)
            throw new InvalidOperationException($"the store did not take {step}");
        switch (step.Action)
        {
            case WorkAction.Add:
                var input = Encoding.UTF8.GetBytes(JobModel.InputOf(step.Job, step.Number));
                await store.AddChunkAsync(step.Job, new NewChunk(step.Number, JobModel.LinesPerChunk, input), CancellationToken.None);
                break;
            case WorkAction.Rewrite:
                await store.RewriteChunksAsync(step.Job, c => Task.FromResult(Rewrite(c, step.Number, job!)), CancellationToken.None);
                break;
            case WorkAction.Cancel:
                await store.CancelJobAsync(step.Job, CancellationToken.None);
                break;
            case WorkAction.Delete:
                await store.DeleteJobAsync(step.Job, CancellationToken.None);
                break;
        }
    }

    private static Task<WorkResult> HandleAsync(WorkChunk chunk, Action<WorkStep, IReadOnlyList<DecisionRecord>> begin)
    {
        var decisions = Enumerable.Range(1, JobModel.LinesPerChunk)
            .Select(i => Records.New(string.Create(CultureInfo.InvariantCulture, $"{chunk.JobId}-{chunk.Number}-{i}"), chunk.CreatedAt, i))
            .ToList();
        begin(new WorkStep(WorkAction.Handle, chunk.JobId, chunk.Number), decisions);
        return Task.FromResult(new WorkResult(Encoding.UTF8.GetBytes(JobModel.OutputOf(chunk.JobId, chunk.Number)), 0, decisions));
    }

    private static ChunkRewrite? Rewrite(ChunkContent content, int number, JobModel job) => content.Number == number
        ? new ChunkRewrite(Encoding.UTF8.GetBytes(JobModel.Rewritten(Encoding.UTF8.GetString(content.Bytes.Span))), job.FailedBy(number))
        : null;
}
