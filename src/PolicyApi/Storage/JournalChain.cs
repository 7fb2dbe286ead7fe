using System.Security.Cryptography;
using System.Text.Json;
using PolicyEngine.Documents;

namespace PolicyApi.Storage;

/// <summary>The hash chain of the journal: each entry's hash covers the entry and, through the previous hash, all entries before it.</summary>
public static class JournalChain
{
    /// <summary>The previous hash of the first entry.</summary>
    public const string Start = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Returns the canonical JSON (RFC 8785) of an entry without its hash; members without a value are omitted.</summary>
    /// <param name="entry">An entry, whatever its <see cref="JournalEntry.Hash"/>.</param>
    public static byte[] Canonical(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry switch
        {
            DocumentEntry document => Canonical(document),
            NoteEntry note => Canonical(note),
            _ => throw new ArgumentOutOfRangeException(nameof(entry), entry, "no such entry"),
        };
    }

    /// <summary>Returns the SHA-256 over the previous hash's 32 bytes followed by the entry's canonical bytes; 64 lower-case hex digits.</summary>
    /// <param name="previousHash">The hash of the previous entry, or <see cref="Start"/>.</param>
    /// <param name="canonical">The result of <see cref="Canonical(JournalEntry)"/>.</param>
    public static string Hash(string previousHash, ReadOnlySpan<byte> canonical)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Convert.FromHexString(previousHash));
        sha.AppendData(canonical);
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    /// <summary>Returns the hash that an entry should have.</summary>
    /// <param name="entry">An entry, whatever its <see cref="JournalEntry.Hash"/>.</param>
    public static string Hash(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Hash(entry.PreviousHash, Canonical(entry));
    }

    /// <summary>Appends an entry to the chain.</summary>
    /// <returns>The entry with its hash, and its canonical bytes.</returns>
    internal static (JournalEntry Entry, byte[] Bytes) Seal(NewEntry entry, long sequence, string previousHash)
    {
        var open = entry.Placed(sequence, previousHash);
        var bytes = Canonical(open);
        return (open with { Hash = Hash(previousHash, bytes) }, bytes);
    }

    /// <summary>Reads what <see cref="Canonical(JournalEntry)"/> wrote.</summary>
    /// <param name="canonical">Canonical bytes whose hash has been verified.</param>
    /// <param name="hash">The entry's hash.</param>
    /// <exception cref="FormatException">This release does not know a word in it.</exception>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    internal static JournalEntry Read(ReadOnlyMemory<byte> canonical, string hash)
    {
        using var json = JsonDocument.Parse(canonical);
        var root = json.RootElement;
        return Text(root, "type") switch
        {
            DocumentType => ReadDocument(root, hash),
            NoteType => ReadNote(root, hash),
            var type => throw new FormatException($"the entry type `{type}` is unknown to this release; it may have been written by a newer one"),
        };
    }

    private const string DocumentType = "document";
    private const string NoteType = "note";

    private static byte[] Canonical(DocumentEntry entry) => new CanonicalObject()
        .Add("action", StoredNames.Of(entry.Action))
        .Add("actor", entry.Actor)
        .Add("at", StoredTime.Text(entry.At))
        .Add("basis", entry.Basis is { } basis ? StoredNames.Of(basis) : null)
        .Add("contentSha256", entry.ContentSha256)
        .AddCanonical("details", entry.Details)
        .Add("documentId", entry.DocumentId)
        .Add("effectiveFrom", entry.EffectiveFrom is { } from ? StoredTime.Text(from) : null)
        .Add("kind", entry.Kind is { } kind ? StoredNames.Of(kind) : null)
        .Add("origin", entry.Origin)
        .Add("previousHash", entry.PreviousHash)
        .Add("reason", entry.Reason)
        .Add("revision", entry.Revision)
        .Add("section", StoredNames.Of(entry.Section))
        .Add("sequence", entry.Sequence)
        .Add("title", entry.Title is { } title ? o => o.Add("en", title.En).Add("zh-CN", title.ZhCn) : null)
        .Add("type", DocumentType)
        .Add("version", entry.Version)
        .ToBytes();

    private static byte[] Canonical(NoteEntry entry) => new CanonicalObject()
        .Add("action", entry.Action)
        .Add("actor", entry.Actor)
        .Add("at", StoredTime.Text(entry.At))
        .AddCanonical("details", entry.Details)
        .Add("hashAfter", entry.HashAfter)
        .Add("hashBefore", entry.HashBefore)
        .Add("origin", entry.Origin)
        .Add("previousHash", entry.PreviousHash)
        .Add("reason", entry.Reason)
        .Add("sequence", entry.Sequence)
        .Add("target", entry.Target)
        .Add("type", NoteType)
        .ToBytes();

    private static DocumentEntry ReadDocument(JsonElement root, string hash) => new()
    {
        Sequence = root.GetProperty("sequence").GetInt64(),
        At = StoredTime.Time(Needed(root, "at")),
        Actor = Needed(root, "actor"),
        Origin = Text(root, "origin"),
        Reason = Text(root, "reason"),
        Details = Raw(root, "details"),
        Section = StoredNames.Section(Needed(root, "section")),
        DocumentId = Needed(root, "documentId"),
        Revision = root.GetProperty("revision").GetInt32(),
        Action = StoredNames.Action(Needed(root, "action")),
        Version = root.GetProperty("version").GetInt32(),
        ContentSha256 = Text(root, "contentSha256"),
        Kind = Text(root, "kind") is { } kind ? StoredNames.Kind(kind) : null,
        Title = root.TryGetProperty("title", out var title) ? new LocalizedText(Text(title, "en")!, Text(title, "zh-CN")!) : null,
        Basis = Text(root, "basis") is { } basis ? StoredNames.Basis(basis) : null,
        EffectiveFrom = Text(root, "effectiveFrom") is { } from ? StoredTime.Date(from) : null,
        PreviousHash = Needed(root, "previousHash"),
        Hash = hash,
    };

    private static NoteEntry ReadNote(JsonElement root, string hash) => new()
    {
        Sequence = root.GetProperty("sequence").GetInt64(),
        At = StoredTime.Time(Needed(root, "at")),
        Actor = Needed(root, "actor"),
        Origin = Text(root, "origin"),
        Reason = Text(root, "reason"),
        Details = Raw(root, "details"),
        Action = Needed(root, "action"),
        Target = Text(root, "target"),
        HashBefore = Text(root, "hashBefore"),
        HashAfter = Text(root, "hashAfter"),
        PreviousHash = Needed(root, "previousHash"),
        Hash = hash,
    };

    private static string Needed(JsonElement from, string name) => Text(from, name) ?? throw new FormatException($"it has no `{name}`");

    private static string? Text(JsonElement from, string name) => from.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string? Raw(JsonElement from, string name) => from.TryGetProperty(name, out var value) ? value.GetRawText() : null;
}
