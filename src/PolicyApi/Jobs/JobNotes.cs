using System.Globalization;
using System.Text.Json.Nodes;
using PolicyApi.Platform.Json;
using PolicyApi.Storage;
using PolicyApi.Storage.Work;

namespace PolicyApi.Jobs;

/// <summary>Notes in the journal who makes, cancels and removes jobs.</summary>
/// <param name="store">Keeps the journal.</param>
/// <param name="time">Dates the notes.</param>
internal sealed class JobNotes(IPolicyStore store, TimeProvider time)
{
    /// <summary>A job was made and work on it began. These words stand in hashed bytes and may never change.</summary>
    public const string Started = "job-started";

    /// <summary>A job was ended early.</summary>
    public const string Cancelled = "job-cancelled";

    /// <summary>A job was removed.</summary>
    public const string Deleted = "job-deleted";

    /// <summary>What the journal calls a job.</summary>
    public static string TargetOf(string id) => "jobs/" + id;

    /// <summary>Notes what becomes of a job, before it does where that can be known.</summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="action">What.</param>
    /// <param name="job">The job as it stands.</param>
    /// <param name="reason">Why, when it is not the caller's own wish.</param>
    public Task NoteAsync(string actor, string action, Job job, string? reason = null) => store.AppendAsync(
        StoreChange.Of(new NewNoteEntry
        {
            At = time.GetUtcNow(),
            Actor = actor,
            Action = action,
            Target = TargetOf(job.Id),
            Reason = reason,
            Details = CanonicalText.Of(new JsonObject { ["kind"] = job.Kind, ["lines"] = job.Lines.ToString(CultureInfo.InvariantCulture) }),
        }),
        CancellationToken.None);
}
