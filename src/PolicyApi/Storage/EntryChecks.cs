using PolicyEngine.Documents;

namespace PolicyApi.Storage;

/// <summary>The checks of entries before they are written to the journal.</summary>
internal static class EntryChecks
{
    /// <exception cref="ArgumentException">The entry cannot be stored; the message says why.</exception>
    public static void Check(NewEntry entry)
    {
        switch (entry)
        {
            case NewDocumentEntry document:
                Check(document);
                break;
            case NewNoteEntry note:
                Check(note);
                break;
            default:
                throw new ArgumentException("give entries, not nothing", nameof(entry));
        }
    }

    private static void Check(NewDocumentEntry entry)
    {
        var key = entry.Key;
        var what = $"the entry for `{key}`";
        if (!DocumentKey.IsId(key.Id))
            throw new ArgumentException($"`{key.Id}` is not a document id", nameof(entry));
        CheckCommon(what, entry);
        if (entry.Version < 1)
            throw new ArgumentException($"{what} has version {entry.Version}; versions start at 1", nameof(entry));
        if ((entry.Action is JournalAction.Published or JournalAction.Withdrawn) != entry.EffectiveFrom.HasValue)
            throw new ArgumentException($"{what} must say from when it is in force, or no longer, exactly when it is a publication or a withdrawal", nameof(entry));
        if (entry.Basis.HasValue && entry.Action != JournalAction.Published)
            throw new ArgumentException($"{what} must say what stands behind it only when it is a publication", nameof(entry));
        CheckContent(what, entry);
    }

    private static void CheckContent(string what, NewDocumentEntry entry)
    {
        var brings = entry.Action is JournalAction.Drafted or JournalAction.Edited;
        if (brings != entry.Kind.HasValue || brings != (entry.Title is not null) || (brings && entry.ContentSha256 is null))
            throw new ArgumentException($"{what} must have hash, kind and title when it is drafted or edited, and else neither kind nor title", nameof(entry));
        if (!brings && entry.Content.HasValue)
            throw new ArgumentException($"{what} brings content; only a draft and an edit do", nameof(entry));
        if (entry.ContentSha256 is null)
            return;
        StoreChecks.CheckSha256(entry.ContentSha256, nameof(entry));
        if (entry.Content is { } content)
            StoreChecks.CheckBytes($"the content of `{entry.Key}`", content, entry.ContentSha256);
    }

    private static void Check(NewNoteEntry note)
    {
        if (!StoreChecks.IsWord(note.Action))
            throw new ArgumentException($"the note's action `{note.Action}` is not a word of 1 to 64 of `a-z 0-9 -`, starting with a letter", nameof(note));
        var what = $"the note `{note.Action}`";
        CheckCommon(what, note);
        CheckLength(what, "target", note.Target, StoreLimits.MaxTargetLength);
        if (note.HashBefore is not null)
            StoreChecks.CheckSha256(note.HashBefore, nameof(note));
        if (note.HashAfter is not null)
            StoreChecks.CheckSha256(note.HashAfter, nameof(note));
    }

    private static void CheckCommon(string what, NewEntry entry)
    {
        if (string.IsNullOrEmpty(entry.Actor))
            throw new ArgumentException($"{what} names no actor", nameof(entry));
        CheckLength(what, "actor", entry.Actor, StoreLimits.MaxActorLength);
        CheckLength(what, "origin", entry.Origin, StoreLimits.MaxOriginLength);
        CheckLength(what, "reason", entry.Reason, StoreLimits.MaxReasonLength);
        if (entry.Details is not null)
            CheckDetails(what, entry.Details);

        // Finds text that cannot be written as UTF-8 here instead of in the middle of a transaction.
        _ = JournalChain.Canonical(entry.Placed(1, JournalChain.Start));
    }

    private static void CheckLength(string what, string member, string? text, int most)
    {
        if (text?.Length > most)
            throw new ArgumentException($"the {member} of {what} has {text.Length} characters; at most {most} can be stored", nameof(text));
    }

    /// <summary>Checks that details are canonical: they become part of hashed bytes unchanged, so there must be exactly one way to write them.</summary>
    private static void CheckDetails(string what, string details)
    {
        var utf8 = CanonicalObject.StrictUtf8.GetBytes(details);
        if (utf8.Length > StoreLimits.MaxDetailsBytes)
            throw new ArgumentException($"the details of {what} have {utf8.Length} bytes; at most {StoreLimits.MaxDetailsBytes} can be stored", nameof(details));
        var found = new DiagnosticBag();
        var read = SourceReader.Read(utf8, found);
        if (read is not { Kind: SourceKind.Object } || found.HasErrors || !utf8.AsSpan().SequenceEqual(CanonicalJson.Write(read)))
            throw new ArgumentException($"the details of {what} are not a JSON object in canonical form (RFC 8785)", nameof(details));
    }
}
