using Microsoft.Extensions.Options;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyApi.Storage.Work;

namespace PolicyApi.Jobs;

/// <summary>Creates jobs: stores their lines, and starts the work when all have arrived.</summary>
/// <param name="store">The store of the jobs.</param>
/// <param name="settings">The limits of jobs.</param>
/// <param name="notes">Records who creates jobs.</param>
/// <param name="signal">Wakes this process's workers.</param>
internal sealed class JobStarter(IWorkStore store, IOptions<JobSettings> settings, JobNotes notes, JobSignal signal)
{
    /// <summary>Creates and starts a job.</summary>
    /// <param name="kind">The kind of work.</param>
    /// <param name="spec">The JSON that the kind needs.</param>
    /// <param name="now">The present moment, as exactly as the clock gives it: jobs of one millisecond are listed in the order in which they were created.</param>
    /// <param name="by">The actor who creates it.</param>
    /// <param name="fill">Adds the lines.</param>
    /// <param name="cancellation">Cancels the operation; the job is then removed.</param>
    /// <returns>The job.</returns>
    /// <exception cref="FaultException">There are too many jobs, too many lines or no lines, or the job was cancelled while its lines arrived.</exception>
    public async Task<Job> StartAsync(
        IJobKind kind, ReadOnlyMemory<byte> spec, DateTimeOffset now, string by, Func<JobIntake, CancellationToken, Task> fill, CancellationToken cancellation)
    {
        var id = DecisionIds.New("job", now);
        if (!await store.CreateJobAsync(new NewJob(id, kind.Name, StoredTime.Cut(now), by, spec), settings.Value.Unfinished, cancellation))
            throw new FaultException(JobFaults.TooMany(settings.Value.Unfinished));
        try
        {
            var intake = new JobIntake(store, id, kind.LinesPerChunk, settings.Value.Lines);
            await fill(intake, cancellation);
            if (intake.Lines == 0)
                throw new FaultException(Faults.BodyEmpty());
            await intake.CompleteAsync(cancellation);
            if (!await store.StartJobAsync(id, cancellation))
                throw new FaultException(JobFaults.CancelledMeanwhile(id));
            var job = await store.FindJobAsync(id, CancellationToken.None) ?? throw new FaultException(JobFaults.CancelledMeanwhile(id));
            await notes.NoteAsync(by, JobNotes.Started, job);
            signal.Set();
            return job;
        }
        catch
        {
            // An incomplete job is of no use.
            await store.DeleteJobAsync(id, CancellationToken.None);
            throw;
        }
    }
}
