using System.Text.Json.Nodes;
using PolicyApi.Storage;

namespace PolicyApi.Audit;

/// <summary>Converts entries of the journal to lines of the audit log.</summary>
internal static class AuditLines
{
    /// <summary>Returns the line for an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="before">The previous hash of a document's version; <see langword="null"/> if there is none.</param>
    public static AuditLine Of(JournalEntry entry, string? before) => entry switch
    {
        NoteEntry note => Line(entry, note.Action, note.Target, note.HashBefore, note.HashAfter, Details(entry)),
        DocumentEntry document => Line(entry, StoredNames.Of(document.Action), TargetOf(document), before, document.ContentSha256 ?? before, Details(document)),
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry, "no such entry"),
    };

    /// <summary>Returns the version that an entry is about, such as <c>policies/kam-promotion/versions/3</c>.</summary>
    public static string TargetOf(DocumentEntry entry) => $"{entry.Key}/versions/{entry.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)}";

    private static AuditLine Line(JournalEntry entry, string action, string? target, string? before, string? after, JsonObject? details) => new(
        entry.Sequence, entry.At, entry.Actor, entry.Origin, action, target, before, after, entry.Reason, details, entry.PreviousHash, entry.Hash);

    private static JsonObject? Details(JournalEntry entry) => entry.Details is { } text ? JsonNode.Parse(text)!.AsObject() : null;

    private static JsonObject? Details(DocumentEntry entry)
    {
        var details = Details((JournalEntry)entry) ?? [];
        if (entry.EffectiveFrom is { } from)
            details["effectiveFrom"] = StoredTime.Text(from);
        if (entry.Basis is { } basis)
            details["basis"] = StoredNames.Of(basis);
        return details.Count > 0 ? details : null;
    }
}
