using System.Text.Json;
using PolicyApi.Platform.Json;
using PolicyApi.Storage.Work;

namespace PolicyApi.Jobs;

/// <summary>A job and its progress.</summary>
/// <param name="Id">The id: <c>job_</c> and a time-ordered UUID.</param>
/// <param name="Kind">The kind of job: <c>appraisals</c> or <c>reports</c>.</param>
/// <param name="Status">The state: <c>receiving</c> its lines, <c>running</c>, <c>done</c> or <c>cancelled</c>.</param>
/// <param name="CreatedAt">When it was created (UTC).</param>
/// <param name="CreatedBy">Who created it.</param>
/// <param name="StartedAt">When all its lines had arrived and work started (UTC); left out before that.</param>
/// <param name="EndedAt">When it was done or cancelled (UTC); left out before that.</param>
/// <param name="Lines">The number of its lines.</param>
/// <param name="Done">The number of lines with a result, including failed ones.</param>
/// <param name="Failed">The number of lines that failed. Their results say why.</param>
/// <param name="LinesPerSecond">
/// The speed in lines per second, to one decimal place: over the last ten seconds or, after the job has ended, over its whole duration.
/// </param>
/// <param name="SecondsLeft">The estimated time left in seconds, at that speed; left out if the job is not running or makes no progress.</param>
/// <param name="Spec">
/// What was fixed when the job was created. It depends on the kind: for appraisals, the day, the moment and the documents; for reports, the scheme, the format
/// and the languages.
/// </param>
/// <param name="Result">The path of the result; left out until the job has ended.</param>
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
