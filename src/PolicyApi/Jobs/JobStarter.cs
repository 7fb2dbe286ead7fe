using Microsoft.Extensions.Options;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyApi.Storage.Work;

namespace PolicyApi.Jobs;

/// <summary>Makes jobs: takes their lines in, and lets the work begin when all are there.</summary>
/// <param name="store">Keeps them.</param>
/// <param name="settings">How much is taken.</param>
/// <param name="notes">Is told who makes them.</param>
/// <param name="signal">Wakes this process's workers.</param>
internal sealed class JobStarter(IWorkStore store, IOptions<JobSettings> settings, JobNotes notes, JobSignal signal)
{
    /// <summary>Makes a job.</summary>
    /// <param name="kind">The kind of work.</param>
    /// <param name="spec">What the kind has to know.</param>
    /// <param name="now">The present moment, as exactly as the clock gives it: jobs of one millisecond are listed in the order in which they were made.</param>
    /// <param name="by">By whom.</param>
    /// <param name="fill">Gives the lines.</param>
    /// <param name="cancellation">Gives up; nothing stays.</param>
    /// <returns>The job.</returns>
    /// <exception cref="FaultException">There are too many jobs, too many lines, or none.</exception>
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
            // What arrived of it is of no use to anybody.
            await store.DeleteJobAsync(id, CancellationToken.None);
            throw;
        }
    }
}
