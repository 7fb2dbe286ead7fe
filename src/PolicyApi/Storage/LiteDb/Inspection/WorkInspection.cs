using LiteDB;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.LiteDb.Work;
using PolicyApi.Storage.Work;

namespace PolicyApi.Storage.LiteDb.Inspection;

/// <summary>
/// Checks that every chunk of every job exists exactly once and complete, either as input or as result; that the pending chunks of running jobs are
/// queued; and that the jobs' counters agree.
/// </summary>
internal sealed class WorkInspection(LiteDbFile file, List<string> problems)
{
    private readonly Dictionary<string, Found> _jobs = new(StringComparer.Ordinal);

    /// <summary>The number of jobs.</summary>
    public int Jobs => _jobs.Count;

    /// <summary>The number of pending chunks.</summary>
    public long Open { get; private set; }

    /// <summary>The number of results.</summary>
    public long Results { get; private set; }

    public void Run()
    {
        foreach (var row in Rows.ById(file.Collection(WorkTables.Jobs), problems))
        {
            var id = row["_id"].AsString;
            _jobs.Add(id, new Found(Rows.Look(() => JobRow.Read(row), $"the job `{id}`", problems)));
        }

        foreach (var row in Rows.ById(file.Collection(WorkTables.Chunks), problems))
            LookAtChunk(row);
        foreach (var row in Rows.ById(file.Collection(WorkTables.Results), problems))
            LookAtResult(row);
        foreach (var row in Rows.ById(file.Collection(WorkTables.Queue), problems))
            LookAtQueued(row);
        foreach (var found in _jobs.Values.Where(f => f.Job is not null))
            LookAtJob(found.Job!, found);
    }

    private void LookAtChunk(BsonDocument row)
    {
        Open++;
        if (Take(row, "the chunk") is not var (found, number))
            return;
        found.Open.Add(number);
        found.OpenLines += row[WorkTables.Lines].AsInt32;
    }

    private void LookAtResult(BsonDocument row)
    {
        Results++;
        if (Take(row, "the result") is var (found, number) && !found.Done.Add(number))
            problems.Add($"the result {row["_id"]} is there twice");
    }

    private (Found Job, int Number)? Take(BsonDocument row, string what)
    {
        var id = row["_id"].AsString;
        Rows.Look(() => WorkTables.Verified(row, $"{what} `{id}`"), $"{what} `{id}`", problems);
        var (job, number) = WorkTables.Belongs(id);
        if (_jobs.TryGetValue(job, out var found))
            return (found, number);
        problems.Add($"{what} `{id}` belongs to no job");
        return null;
    }

    private void LookAtQueued(BsonDocument row)
    {
        var (job, number) = (row[WorkTables.Job].AsString, row[WorkTables.Number].AsInt32);
        if (!_jobs.TryGetValue(job, out var found) || !found.Open.Contains(number))
            problems.Add($"the chunk {number} of the job `{job}` is queued, but there is nothing left to do");
        else
            found.Queued.Add(number);
    }

    private void LookAtJob(JobRow job, Found found)
    {
        var what = $"the job `{job.Id}`";
        var missing = Enumerable.Range(1, job.Chunks).Where(n => !found.Open.Contains(n) && !found.Done.Contains(n)).ToList();
        problems.AddRange(missing.Select(n => $"the chunk {n} of {what} is missing: neither to be done nor done"));
        problems.AddRange(found.Open.Intersect(found.Done).Select(n => $"the chunk {n} of {what} is done and still to be done"));
        if (found.Done.Count != job.ChunksDone)
            problems.Add($"{what} says that {job.ChunksDone} chunks are done, and {found.Done.Count} results are there");
        if (missing.Count == 0 && job.Lines - job.Done != found.OpenLines)
            problems.Add($"{what} says that {job.Lines - job.Done} lines are to be done, and {found.OpenLines} are");
        var expected = job.State == JobState.Running ? found.Open : [];
        if (!found.Queued.SetEquals(expected))
            problems.Add($"{what} is {StateName(job.State)} with {found.Open.Count} chunks to be done, and {found.Queued.Count} are queued");
    }

    private static string StateName(JobState state) => state.ToString().ToLowerInvariant();

    private sealed class Found(JobRow? job)
    {
        public JobRow? Job => job;

        public HashSet<int> Open { get; } = [];

        public HashSet<int> Done { get; } = [];

        public HashSet<int> Queued { get; } = [];

        public long OpenLines { get; set; }
    }
}
