using System.Text.Json;
using PolicyApi.Platform.Json;
using PolicyApi.Storage.Work;

namespace PolicyApi.Jobs;

/// <summary>The current state of a job.</summary>
/// <param name="Id"><c>job_</c> and a time-ordered UUID.</param>
/// <param name="Kind">The kind of work, such as <c>appraisals</c>.</param>
/// <param name="Status"><c>receiving</c>, <c>running</c>, <c>done</c> or <c>cancelled</c>.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">By whom.</param>
/// <param name="StartedAt">When all its lines had arrived and work could start.</param>
/// <param name="EndedAt">When it was done or cancelled.</param>
/// <param name="Lines">How many lines it has.</param>
/// <param name="Done">How many lines have a result, refused ones included.</param>
/// <param name="Failed">How many of those were refused; the result says why.</param>
/// <param name="LinesPerSecond">Its speed over the last ten seconds, or over its whole duration once it has ended.</param>
/// <param name="SecondsLeft">How long it will still take at that speed; left out when it makes no progress or has ended.</param>
/// <param name="Spec">What was fixed when it was created: the day, the moment, the catalogue's revision and the documents.</param>
/// <param name="Result">Where to read the result; left out until the job has ended.</param>
public sealed record JobStatus(
    string Id,
    string Kind,
    string Status,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    long Lines,
    long Done,
    long Failed,
    decimal LinesPerSecond,
    long? SecondsLeft,
    RawJson Spec,
    string? Result)
{
    /// <summary>Returns the path of a job.</summary>
    internal static string PathOf(string id) => $"/v1/jobs/{id}";

    /// <summary>Returns the tag of a job: its state, which does not change with its progress.</summary>
    internal static string TagOf(Job job) => JsonNamingPolicy.CamelCase.ConvertName(job.State.ToString());

    /// <summary>Returns the status of a stored job.</summary>
    internal static JobStatus Of(Job job)
    {
        var rate = Rate(job);
        return new JobStatus(
            job.Id,
            job.Kind,
            TagOf(job),
            job.CreatedAt,
            job.CreatedBy,
            job.StartedAt,
            job.EndedAt,
            job.Lines,
            job.Done,
            job.Failed,
            rate,
            job.State == JobState.Running && rate > 0 ? (long)decimal.Ceiling((job.Lines - job.Done) / rate) : null,
            new RawJson(job.Spec),
            job.EndedAt is null ? null : PathOf(job.Id) + "/result");
    }

    private static decimal Rate(Job job)
    {
        var seconds = job is { StartedAt: { } start, EndedAt: { } end } ? (decimal)(end - start).TotalSeconds : (decimal)WorkLimits.Recent.TotalSeconds;
        var lines = job.EndedAt is null ? job.Recent : job.Done;
        return seconds > 0 ? decimal.Round(lines / seconds, 1) : 0;
    }
}

/// <summary>One page of jobs, newest first.</summary>
/// <param name="Items">The jobs.</param>
/// <param name="Next">Pass it as <c>after</c> to read the next page; left out on the last page.</param>
public sealed record JobList(IReadOnlyList<JobStatus> Items, string? Next);
