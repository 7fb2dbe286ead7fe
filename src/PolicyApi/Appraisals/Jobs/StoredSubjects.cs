using PolicyApi.Jobs;
using PolicyApi.Platform.Problems;
using PolicyApi.Privacy;
using PolicyApi.Storage;

namespace PolicyApi.Appraisals.Jobs;

/// <summary>Uses the facts of stored appraisals as lines of a job: for each person, those of the newest matching appraisal.</summary>
internal static class StoredSubjects
{
    /// <summary>Adds the lines to a job.</summary>
    /// <exception cref="FaultException">There are too many appraisals, or none.</exception>
    public static async Task FillAsync(IPolicyStore store, SubjectsCommand wanted, JobIntake intake, int mostLines, CancellationToken cancellation)
    {
        var filter = new DecisionFilter(DecisionType.Appraisal, wanted.Scheme);
        await foreach (var record in StoredFacts.NewestAsync(store, filter, wanted.DecidedFrom, wanted.DecidedTo, fits: null, cancellation))
        {
            if (!await intake.AddAsync(new JobFrame(intake.Lines + 1, IsFaulty: false, StoredFacts.Of(record)), cancellation))
                throw new FaultException(JobFaults.TooManyLines(mostLines));
        }

        if (intake.Lines == 0)
            throw new FaultException(Faults.Conflict("no-subjects", "There is nobody to appraise", $"no stored appraisal of `{wanted.Scheme}` matches; choose a longer period, or send the facts as `application/x-ndjson`."));
    }
}
