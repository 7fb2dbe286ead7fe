using System.Globalization;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Jobs;

/// <summary>The refusals of jobs and of their lines.</summary>
internal static class JobFaults
{
    /// <summary>The limit of unfinished jobs is reached.</summary>
    public static Fault TooMany(int most) => new(
        503, "too-many-jobs", "Too many jobs are unfinished",
        string.Create(CultureInfo.InvariantCulture, $"{most} jobs are unfinished, which is the limit (`Jobs:Unfinished`); wait for one to end, or cancel one."))
    { RetryAfterSeconds = 30 };

    /// <summary>The body has more lines than a job may have.</summary>
    public static Fault TooManyLines(int most) => new(
        413, "too-many-lines", "The job has too many lines",
        string.Create(CultureInfo.InvariantCulture, $"the limit is {most:N0} lines (`Jobs:Lines`); split them into several jobs."));

    /// <summary>Someone cancelled the job while its lines were arriving.</summary>
    public static Fault CancelledMeanwhile(string id) =>
        Faults.Conflict("job-cancelled", "The job was cancelled", $"job `{id}` was cancelled while its lines were arriving; start it again if you still need it.");

    /// <summary>The job has no result yet.</summary>
    public static Fault NotEnded(string id) =>
        new(409, "job-not-ended", "The job has not ended", $"job `{id}` has not finished; see `/v1/jobs/{id}` for its progress, or cancel it to get what has been done.") { RetryAfterSeconds = 5 };

    /// <summary>There is no such job.</summary>
    public static Fault NotFound(string id) => Faults.NotFound($"job `{id}`");

    /// <summary>The person whom a line was about was erased.</summary>
    public static Fault Erased() => new(
        StatusCodes.Status410Gone, "erased", "The line was erased", "the person this line was about was erased on request; neither the line nor its result is kept.");

    /// <summary>Handling a line failed too often.</summary>
    public static Fault GivenUp(int tries) => new(
        500, "line-given-up", "The line could not be handled",
        string.Create(CultureInfo.InvariantCulture, $"work on this line and its neighbours ended {tries} times without a result; the service's log says why. Send it again on its own."));
}
