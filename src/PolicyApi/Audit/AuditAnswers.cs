using System.Text.Json.Nodes;

namespace PolicyApi.Audit;

/// <summary>One line of the audit log.</summary>
/// <param name="Sequence">Its position, from 1, without gaps.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Actor">Who: <c>key:</c> or <c>token:</c> and the name; <c>nobody</c>, <c>bootstrap</c>, or the service itself.</param>
/// <param name="Origin">The client's address; left out for what the service does by itself.</param>
/// <param name="Action">What was done, in one word such as <c>published</c>, <c>key-revoked</c> or <c>refused</c>.</param>
/// <param name="Target">What it was done to, such as <c>policies/kam-promotion/versions/3</c>.</param>
/// <param name="HashBefore">SHA-256 of the target before.</param>
/// <param name="HashAfter">SHA-256 of the target after.</param>
/// <param name="Reason">Why, in the words of the actor.</param>
/// <param name="Details">What else is known.</param>
/// <param name="PreviousHash">The hash of the line before.</param>
/// <param name="Hash">SHA-256 over the previous hash and this line.</param>
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

/// <summary>Lines of the audit log.</summary>
/// <param name="Items">The matching lines.</param>
/// <param name="Next">Pass it as <c>cursor</c> to continue; left out at the end. A page may be short, or even empty, and still have a next one.</param>
public sealed record AuditPage(IReadOnlyList<AuditLine> Items, string? Next = null);
