using System.Globalization;
using System.Text.Json.Nodes;
using PolicyApi.Access;
using PolicyApi.Platform.Json;
using PolicyApi.Storage;

namespace PolicyApi.Privacy;

/// <summary>Records in the journal who exports personal data of many people, before the data is sent.</summary>
/// <param name="store">The store of the journal.</param>
/// <param name="time">The clock, for the journal entry.</param>
internal sealed class PersonalExports(IPolicyStore store, TimeProvider time)
{
    private const string Action = "personal-data-exported";

    /// <summary>Records an export, unless it is empty or its personal data is masked.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="what">What is exported, such as <c>schemes/kam-annual/appraisals</c>.</param>
    /// <param name="format">The format, such as <c>csv</c>.</param>
    /// <param name="count">The number of answers.</param>
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
