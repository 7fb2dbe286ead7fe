using System.Globalization;
using System.Text.Json.Nodes;
using PolicyApi.Access;
using PolicyApi.Platform.Json;
using PolicyApi.Storage;

namespace PolicyApi.Privacy;

/// <summary>Notes in the journal who takes personal data of many people away, before it is sent.</summary>
/// <param name="store">Keeps the journal.</param>
/// <param name="time">Dates the note.</param>
internal sealed class PersonalExports(IPolicyStore store, TimeProvider time)
{
    private const string Action = "personal-data-exported";

    /// <summary>Notes an export, unless its reader sees masks only.</summary>
    /// <param name="caller">Who reads.</param>
    /// <param name="what">What, such as <c>schemes/kam-annual/appraisals</c>.</param>
    /// <param name="format">In what form, such as <c>csv</c>.</param>
    /// <param name="count">How many answers.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task NoteAsync(Caller caller, string what, string format, int count, CancellationToken cancellation)
    {
        if (count == 0 || caller.SightOf(null) != Sight.Full)
            return;
        var note = new NewNoteEntry
        {
            At = time.GetUtcNow(),
            Actor = caller.Actor,
            Action = Action,
            Target = what,
            Details = CanonicalText.Of(new JsonObject { ["count"] = count.ToString(CultureInfo.InvariantCulture), ["format"] = format }),
        };
        await store.AppendAsync(StoreChange.Of(note), cancellation);
    }
}
