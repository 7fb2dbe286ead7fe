using System.Text.Json.Nodes;

namespace PolicyApi.Audit;

/// <summary>One line of the audit log.</summary>
/// <param name="Sequence">The position in the journal, from 1, without gaps.</param>
/// <param name="At">When it was done (UTC).</param>
/// <param name="Actor">
/// Who did it: <c>key:</c> or <c>token:</c> and the name, <c>bootstrap</c> for the bootstrap key, <c>nobody</c> for a caller who was not authenticated, or
/// <c>service</c> for the service itself.
/// </param>
/// <param name="Origin">The client's address; left out for what the service does by itself.</param>
/// <param name="Action">What was done, in one word such as <c>published</c>, <c>key-revoked</c> or <c>refused</c>.</param>
/// <param name="Target">What it was done to, such as <c>policies/kam-promotion/versions/3</c>; left out if there is no target.</param>
/// <param name="HashBefore">SHA-256 of the target before, 64 lower-case hex digits; left out if there is none.</param>
/// <param name="HashAfter">SHA-256 of the target after, 64 lower-case hex digits; left out if there is none.</param>
/// <param name="Reason">The reason that the actor gave; left out if none was given.</param>
/// <param name="Details">Further details, depending on the action; left out if there are none.</param>
/// <param name="PreviousHash">The <c>hash</c> of the previous line.</param>
/// <param name="Hash">SHA-256 over the previous hash and this line, 64 lower-case hex digits.</param>
public sealed record AuditLine(
    long Sequence,
    DateTimeOffset At,
    string Actor,
    string? Origin,
    string Action,
    string? Target,
    string? HashBefore,
    string? HashAfter,
    string? Reason,
    JsonObject? Details,
    string PreviousHash,
    string Hash);

/// <summary>One page of the audit log.</summary>
/// <param name="Items">The matching lines.</param>
/// <param name="Next">
/// Pass it as <c>cursor</c> to read the next page; left out on the last page. A page may have fewer lines than requested, or none, and still not be the last.
/// </param>
public sealed record AuditPage(IReadOnlyList<AuditLine> Items, string? Next = null);
