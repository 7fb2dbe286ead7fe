using System.Text;
using PolicyApi.Storage;
using PolicyApi.Storage.Work;
using PolicyApi.Tests.Access;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage.Work;

/// <summary>The tests that every store of jobs must pass, with one derived class per store.</summary>
public abstract class WorkStoreConformance : IAsyncLifetime
{
    private IPolicyStore _store = null!;

    protected IWorkStore Work { get; private set; } = null!;

    private protected Clock Clock { get; } = new();

    public async Task InitializeAsync() => (_store, Work) = await OpenAsync();

    public async Task DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        await RemoveAsync();
    }

    [SkippableFact]
    public async Task A_store_without_jobs_has_nothing_to_do()
    {
        Assert.False(await Work.WorkAsync(_ => throw new InvalidOperationException("there is nothing to handle"), CancellationToken.None));
        Assert.Null(await Work.FindJobAsync("job_1", CancellationToken.None));
        Assert.Empty(await Work.ListJobsAsync(null, 10, CancellationToken.None));
        Assert.Empty(await ResultsAsync("job_1"));
        Assert.Equal(0, await Work.SweepJobsAsync(Noon, CancellationToken.None));
    }

    [SkippableFact]
    public async Task A_job_goes_from_receiving_to_done_and_every_chunk_is_handled_once()
    {
        await Work.CreateJobAsync(New("job_1"), 10, CancellationToken.None);
        await Work.AddChunkAsync("job_1", Chunk(1, 2), CancellationToken.None);
        await Work.AddChunkAsync("job_1", Chunk(2, 3), CancellationToken.None);
        await Work.AddChunkAsync("job_1", Chunk(2, 3), CancellationToken.None);
        var receiving = await FindAsync("job_1");
        Assert.Equal((JobState.Receiving, 5L, 0L, null), (receiving.State, receiving.Lines, receiving.Done, receiving.StartedAt));
        Assert.False(await Work.WorkAsync(_ => throw new InvalidOperationException("it has not started"), CancellationToken.None));

        Assert.True(await Work.StartJobAsync("job_1", CancellationToken.None));
        var handled = new List<WorkChunk>();
        while (await Work.WorkAsync(c => HandleAsync(c, handled), CancellationToken.None))
        {
        }

        Assert.Equal([1, 2], handled.Select(c => c.Number));
        Assert.All(handled, c => Assert.Equal(("job_1", "appraisals", Noon, 1, "{}"), (c.JobId, c.Kind, c.CreatedAt, c.Tries, Encoding.UTF8.GetString(c.Spec.Span))));
        Assert.Equal(["input 1", "input 2"], handled.Select(c => Encoding.UTF8.GetString(c.Input.Span)));
        var done = await FindAsync("job_1");
        Assert.Equal((JobState.Done, 5L, 5L, 2L, 5L), (done.State, done.Lines, done.Done, done.Failed, done.Recent));
        Assert.NotNull(done.EndedAt);
        Assert.Equal(["output 1", "output 2"], await ResultsAsync("job_1"));
        Assert.NotNull(await _store.FindDecisionAsync("d-1-2", CancellationToken.None));
    }

    [SkippableFact]
    public async Task Workers_at_once_never_have_the_same_chunk()
    {
        await StartedAsync("job_1", 40);
        var handled = new System.Collections.Concurrent.ConcurrentBag<int>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (await Work.WorkAsync(
                       async c =>
                       {
                           handled.Add(c.Number);
                           await Task.Yield();
                           return Result(c);
                       },
                       CancellationToken.None))
            {
            }
        })));

        Assert.Equal(Enumerable.Range(1, 40), handled.Order());
        Assert.Equal((JobState.Done, 40L), ((await FindAsync("job_1")).State, (await FindAsync("job_1")).Done));
    }

    [SkippableFact]
    public async Task A_chunk_whose_handler_throws_is_free_again_and_its_tries_are_counted()
    {
        await StartedAsync("job_1", 1);

        await Assert.ThrowsAsync<TimeoutException>(() => Work.WorkAsync(_ => throw new TimeoutException("in the handler"), CancellationToken.None));
        await Assert.ThrowsAsync<TimeoutException>(() => Work.WorkAsync(_ => throw new TimeoutException("in the handler"), CancellationToken.None));
        Assert.Equal(0, (await FindAsync("job_1")).Done);
        var handled = new List<WorkChunk>();
        Assert.True(await Work.WorkAsync(c => HandleAsync(c, handled), CancellationToken.None));

        Assert.Equal(3, Assert.Single(handled).Tries);
        Assert.Equal(JobState.Done, (await FindAsync("job_1")).State);
    }

    [SkippableFact]
    public async Task What_was_not_done_is_done_after_a_restart_and_what_was_done_is_not_done_again()
    {
        await StartedAsync("job_1", 3);
        await Work.WorkAsync(c => Task.FromResult(Result(c)), CancellationToken.None);
        await Assert.ThrowsAsync<TimeoutException>(() => Work.WorkAsync(_ => throw new TimeoutException("in the handler"), CancellationToken.None));

        await ReopenAsync();
        var handled = new List<WorkChunk>();
        while (await Work.WorkAsync(c => HandleAsync(c, handled), CancellationToken.None))
        {
        }

        Assert.Equal([(2, 2), (3, 1)], handled.Select(c => (c.Number, c.Tries)));
        Assert.Equal(["output 1", "output 2", "output 3"], await ResultsAsync("job_1"));
    }

    [SkippableFact]
    public async Task A_chunk_whose_decisions_are_there_already_is_done_all_the_same()
    {
        await StartedAsync("job_1", 1);
        await _store.AppendDecisionsAsync([Decision("d-1-1")]);

        Assert.True(await Work.WorkAsync(c => Task.FromResult(Result(c) with { Decisions = [Decision("d-1-1")] }), CancellationToken.None));

        Assert.Equal(JobState.Done, (await FindAsync("job_1")).State);
        Assert.Single(await _store.ListDecisionsAsync(new DecisionFilter(DecisionType.Decision), null, 10, CancellationToken.None));
    }

    [SkippableFact]
    public async Task The_first_chunks_of_a_new_job_come_before_the_last_ones_of_a_long_one()
    {
        await StartedAsync("job_1", 3);
        await Work.WorkAsync(c => Task.FromResult(Result(c)), CancellationToken.None);
        await StartedAsync("job_2", 1);
        var handled = new List<WorkChunk>();

        while (await Work.WorkAsync(c => HandleAsync(c, handled), CancellationToken.None))
        {
        }

        Assert.Equal([("job_2", 1), ("job_1", 2), ("job_1", 3)], handled.Select(c => (c.JobId, c.Number)));
    }

    [SkippableFact]
    public async Task A_cancelled_job_keeps_what_it_has_and_begins_nothing_else()
    {
        await StartedAsync("job_1", 3);
        await Work.WorkAsync(
            async c =>
            {
                // Cancelled while a chunk is being worked on; that chunk is finished.
                await Work.CancelJobAsync("job_1", CancellationToken.None);
                return Result(c);
            },
            CancellationToken.None);

        Assert.False(await Work.WorkAsync(_ => throw new InvalidOperationException("it was cancelled"), CancellationToken.None));
        var job = await FindAsync("job_1");
        Assert.Equal((JobState.Cancelled, 1L), (job.State, job.Done));
        Assert.NotNull(job.EndedAt);
        Assert.Equal(["output 1"], await ResultsAsync("job_1"));
        await Work.CreateJobAsync(New("job_2"), 10, CancellationToken.None);
        await Work.CancelJobAsync("job_2", CancellationToken.None);
        await Work.AddChunkAsync("job_2", Chunk(1, 1), CancellationToken.None);
        Assert.False(await Work.StartJobAsync("job_2", CancellationToken.None));
        Assert.Equal(0, (await FindAsync("job_2")).Lines);
    }

    [SkippableFact]
    public async Task A_job_that_is_done_cannot_be_cancelled()
    {
        await StartedAsync("job_1", 1);
        await Work.WorkAsync(c => Task.FromResult(Result(c)), CancellationToken.None);

        await Work.CancelJobAsync("job_1", CancellationToken.None);

        Assert.Equal(JobState.Done, (await FindAsync("job_1")).State);
    }

    [SkippableFact]
    public async Task Unfinished_jobs_are_counted_and_ended_ones_are_not()
    {
        Assert.True(await Work.CreateJobAsync(New("job_1"), 2, CancellationToken.None));
        await StartedAsync("job_2", 1);
        Assert.False(await Work.CreateJobAsync(New("job_3"), 2, CancellationToken.None));
        Assert.Null(await Work.FindJobAsync("job_3", CancellationToken.None));

        await Work.WorkAsync(c => Task.FromResult(Result(c)), CancellationToken.None);

        Assert.True(await Work.CreateJobAsync(New("job_3"), 2, CancellationToken.None));
    }

    [SkippableFact]
    public async Task Jobs_are_listed_newest_first_page_by_page()
    {
        foreach (var id in new[] { "job_1", "job_2", "job_3" })
            await Work.CreateJobAsync(New(id), 10, CancellationToken.None);

        Assert.Equal(["job_3", "job_2"], (await Work.ListJobsAsync(null, 2, CancellationToken.None)).Select(j => j.Id));
        Assert.Equal(["job_1"], (await Work.ListJobsAsync("job_2", 2, CancellationToken.None)).Select(j => j.Id));
    }

    [SkippableFact]
    public async Task Removed_jobs_take_everything_with_them_but_their_decisions()
    {
        await StartedAsync("job_1", 1);
        await Work.WorkAsync(c => HandleAsync(c, []), CancellationToken.None);
        await Work.CreateJobAsync(New("job_2"), 10, CancellationToken.None);

        await Work.DeleteJobAsync("job_1", CancellationToken.None);
        Assert.Equal(1, await Work.SweepJobsAsync(Noon.AddSeconds(1), CancellationToken.None));

        Assert.Empty(await Work.ListJobsAsync(null, 10, CancellationToken.None));
        Assert.Empty(await ResultsAsync("job_1"));
        Assert.NotNull(await _store.FindDecisionAsync("d-1-1", CancellationToken.None));
    }

    [SkippableFact]
    public async Task What_chunks_hold_can_be_rewritten_and_work_goes_on_with_it()
    {
        await StartedAsync("job_1", 3);
        await Work.WorkAsync(c => Task.FromResult(Result(c)), CancellationToken.None);
        var seen = new List<(int, bool, string)>();

        await Work.RewriteChunksAsync(
            "job_1",
            c =>
            {
                seen.Add((c.Number, c.IsDone, Encoding.UTF8.GetString(c.Bytes.Span)));
                return Task.FromResult(c.Number == 3 ? null : new ChunkRewrite(Encoding.UTF8.GetBytes($"other {c.Number}"), c.IsDone ? 1 : 0));
            },
            CancellationToken.None);
        await ReopenAsync();
        var handled = new List<WorkChunk>();
        while (await Work.WorkAsync(c => HandleAsync(c, handled), CancellationToken.None))
        {
        }

        Assert.Equal([(1, true, "output 1"), (2, false, "input 2"), (3, false, "input 3")], seen);
        Assert.Equal(["other 2", "input 3"], handled.Select(c => Encoding.UTF8.GetString(c.Input.Span)));
        Assert.Equal(["other 1", "output 2", "output 3"], await ResultsAsync("job_1"));
        var job = await FindAsync("job_1");
        Assert.Equal((JobState.Done, 3L, 3L), (job.State, job.Done, job.Failed));
    }

    [SkippableFact]
    public async Task Rewriting_waits_for_whoever_works_on_a_chunk_and_then_meets_its_result()
    {
        await StartedAsync("job_1", 1);
        var begun = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var working = Task.Run(() => Work.WorkAsync(
            async c =>
            {
                begun.SetResult();
                await goOn.Task;
                return Result(c);
            },
            CancellationToken.None));
        await begun.Task;

        var rewriting = Task.Run(() => Work.RewriteChunksAsync(
            "job_1", c => Task.FromResult<ChunkRewrite?>(new ChunkRewrite(Encoding.UTF8.GetBytes(c.IsDone ? "other" : "late"), 0)), CancellationToken.None));
        await Task.WhenAny(rewriting, Task.Delay(200));
        Assert.False(rewriting.IsCompleted);
        goOn.SetResult();
        await Task.WhenAll(working, rewriting);

        Assert.Equal(["other"], await ResultsAsync("job_1"));
    }

    [SkippableFact]
    public async Task Unfit_work_is_refused_with_the_reason()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Work.CreateJobAsync(New("Job 1"), 10, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Work.CreateJobAsync(New("job_1") with { Kind = "Kind" }, 10, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Work.CreateJobAsync(New("job_1") with { By = "" }, 10, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Work.CreateJobAsync(New("job_1") with { Spec = new byte[WorkLimits.MaxSpecBytes + 1] }, 10, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Work.AddChunkAsync("job_1", Chunk(0, 1), CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Work.AddChunkAsync("job_1", Chunk(1, 1_001), CancellationToken.None));
        await StartedAsync("job_1", 1);
        await Assert.ThrowsAsync<ArgumentException>(() => Work.WorkAsync(
            c => Task.FromResult(Result(c) with { Output = new byte[WorkLimits.MaxResultBytes + 1] }), CancellationToken.None));
        Assert.True(await Work.WorkAsync(c => Task.FromResult(Result(c) with { Output = new byte[WorkLimits.MaxResultBytes] }), CancellationToken.None));
    }

    /// <summary>Opens the store of this test, with its earlier content.</summary>
    protected abstract Task<(IPolicyStore Store, IWorkStore Work)> OpenAsync();

    /// <summary>Removes everything that the store has written.</summary>
    protected abstract Task RemoveAsync();

    private static NewJob New(string id) => new(id, "appraisals", Noon, "key:tests", "{}"u8.ToArray());

    private static NewChunk Chunk(int number, int lines) => new(number, lines, Encoding.UTF8.GetBytes($"input {number}"));

    private static WorkResult Result(WorkChunk chunk) => new(Encoding.UTF8.GetBytes($"output {chunk.Number}"), 0, []);

    private static Task<WorkResult> HandleAsync(WorkChunk chunk, List<WorkChunk> handled)
    {
        handled.Add(chunk);
        return Task.FromResult(Result(chunk) with { Failed = 1, Decisions = [Decision($"d-1-{chunk.Number}")] });
    }

    private async Task StartedAsync(string id, int chunks)
    {
        await Work.CreateJobAsync(New(id), 10, CancellationToken.None);
        for (var n = 1; n <= chunks; n++)
            await Work.AddChunkAsync(id, Chunk(n, 1), CancellationToken.None);
        await Work.StartJobAsync(id, CancellationToken.None);
    }

    private async Task<Job> FindAsync(string id) => (await Work.FindJobAsync(id, CancellationToken.None))!;

    private async Task<List<string>> ResultsAsync(string id)
    {
        var results = new List<string>();
        await foreach (var output in Work.ReadResultsAsync(id, CancellationToken.None))
            results.Add(Encoding.UTF8.GetString(output.Span));
        return results;
    }

    private async Task ReopenAsync()
    {
        await _store.DisposeAsync();
        (_store, Work) = await OpenAsync();
    }
}
