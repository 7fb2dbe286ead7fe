using System.Security.Cryptography;
using System.Text;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Tests.Storage;

/// <summary>Entries and records as callers create them.</summary>
internal static class StoreSamples
{
    public static readonly DateTimeOffset Noon = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static DocumentKey Policy(string id) => new(CatalogSection.Policies, id);

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static NewDocumentEntry Drafted(DocumentKey key, int expectedRevision, string content, int version = 1)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        return new NewDocumentEntry
        {
            At = Noon,
            Actor = "alice",
            Key = key,
            ExpectedRevision = expectedRevision,
            Action = JournalAction.Drafted,
            Version = version,
            ContentSha256 = Sha256(bytes),
            Content = bytes,
            Kind = DocumentKind.Reward,
            Title = new LocalizedText("Rewards", "激励"),
        };
    }

    public static NewDocumentEntry Published(DocumentKey key, int expectedRevision, int version, DateOnly from) => new()
    {
        At = Noon,
        Actor = "bob",
        Key = key,
        ExpectedRevision = expectedRevision,
        Action = JournalAction.Published,
        Version = version,
        EffectiveFrom = from,
        Reason = "as agreed",
    };

    public static DecisionRecord Decision(
        string id,
        DateTimeOffset? at = null,
        string document = "kam-promotion",
        string? subject = "M-1001",
        DecisionType type = DecisionType.Decision,
        string? body = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body ?? $$"""{"id":"{{id}}"}""");
        return new DecisionRecord(id, type, at ?? Noon, document, subject, bytes, Sha256(bytes));
    }

    public static NewNoteEntry Note(string action = "key-created", string? target = null) =>
        new() { At = Noon, Actor = "carol", Action = action, Target = target };

    public static async Task<IReadOnlyList<DocumentEntry>> AppendedAsync(this IPolicyStore store, params NewEntry[] entries) =>
        [.. (await store.AppendedAsync(StoreChange.Of(entries))).Cast<DocumentEntry>()];

    public static async Task<IReadOnlyList<JournalEntry>> AppendedAsync(this IPolicyStore store, StoreChange change) =>
        Assert.IsType<AppendResult.Appended>(await store.AppendAsync(change, CancellationToken.None)).Entries;

    /// <summary>Writes records only.</summary>
    public static Task<IReadOnlyList<JournalEntry>> PutAsync(this IPolicyStore store, params RecordWrite[] writes) =>
        store.AppendedAsync(new StoreChange { Records = writes });

    /// <summary>Returns the journal's entries, which must all be about documents.</summary>
    public static async Task<IReadOnlyList<DocumentEntry>> DocumentEntriesAsync(this IPolicyStore store) =>
        [.. (await store.JournalAsync()).Cast<DocumentEntry>()];

    public static Task<IReadOnlyList<JournalEntry>> JournalAsync(this IPolicyStore store) =>
        store.ReadJournalAsync(0, StoreLimits.MaxJournalRead, CancellationToken.None);
}
