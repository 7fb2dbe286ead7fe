using System.Globalization;
using System.Text.Json.Nodes;
using PolicyApi.Platform.Json;
using PolicyApi.Storage;
using PolicyApi.Storage.Work;

namespace PolicyApi.Jobs;

/// <summary>Records in the journal who creates, cancels and removes jobs.</summary>
/// <param name="store">The store of the journal.</param>
/// <param name="time">The clock, for the times of entries.</param>
internal sealed class JobNotes(IPolicyStore store, TimeProvider time)
{
    /// <summary>A job was created and started. These words are part of hashed bytes and must never change.</summary>
    public const string Started = "job-started";

    /// <summary>A job was cancelled.</summary>
    public const string Cancelled = "job-cancelled";

    /// <summary>A job was removed.</summary>
    public const string Deleted = "job-deleted";

    /// <summary>Returns the target that stands for a job in the journal.</summary>
    public static string TargetOf(string id) => "jobs/" + id;

    /// <summary>Records an action on a job. Call it before the action if possible.</summary>
    /// <param name="actor">Who requests the action.</param>
    /// <param name="action">The action.</param>
    /// <param name="job">The present state of the job.</param>
    /// <param name="reason">The reason, if no caller has requested the action; otherwise <see langword="null"/>.</param>
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
