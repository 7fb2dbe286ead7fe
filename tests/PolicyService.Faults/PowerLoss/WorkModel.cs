using PolicyApi.Storage.Work;

namespace PolicyService.Faults.PowerLoss;

/// <summary>The bulk work that a store must hold.</summary>
internal sealed class WorkModel
{
    private readonly SortedDictionary<string, JobModel> _jobs = new(StringComparer.Ordinal);

    /// <summary>The jobs in some state.</summary>
    public IReadOnlyList<KeyValuePair<string, JobModel>> In(params JobState[] states) => [.. _jobs.Where(j => states.Contains(j.Value.State))];

    /// <summary>A job; <see langword="null"/> when there is none.</summary>
    public JobModel? Find(string job) => _jobs.GetValueOrDefault(job);

    /// <summary>A step was taken.</summary>
    public void Apply(WorkStep step)
    {
        if (After(step) is { } after)
            _jobs[step.Job] = after;
        else
            _jobs.Remove(step.Job);
    }

    /// <summary>Takes over how a step has ended that was under way.</summary>
    /// <returns>Whether it was taken; anything between is found by <see cref="CompareAsync"/>.</returns>
    public async Task<bool> TakeOverAsync(IWorkStore store, WorkStep step)
    {
        var found = await JobModel.ReadAsync(store, step.Job);
        var isTaken = string.Equals(found, After(step)?.ToString(), StringComparison.Ordinal);
        if (isTaken)
            Apply(step);
        return isTaken;
    }

    /// <summary>Compares a store with what it must hold.</summary>
    public async Task CompareAsync(IWorkStore store, List<string> problems)
    {
        var listed = await store.ListJobsAsync(null, WorkLimits.MaxPageSize, CancellationToken.None);
        if (!listed.Select(j => j.Id).SequenceEqual(_jobs.Keys.Reverse(), StringComparer.Ordinal))
            problems.Add($"the jobs are {string.Join(' ', listed.Select(j => j.Id))}, not {string.Join(' ', _jobs.Keys.Reverse())}");
        foreach (var (id, job) in _jobs)
        {
            if (await JobModel.ReadAsync(store, id) is var found && !string.Equals(found, job.ToString(), StringComparison.Ordinal))
                problems.Add($"the job `{id}` is {found}\nand not {job}");
        }
    }

    private JobModel? After(WorkStep step) => (Find(step.Job) ?? JobModel.New).After(step);
}
