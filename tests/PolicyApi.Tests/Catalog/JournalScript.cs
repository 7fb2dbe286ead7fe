using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Tests.Catalog;

/// <summary>Turns any bytes into a well-formed journal, so that random bytes give random histories.</summary>
internal sealed class JournalScript
{
    public static readonly DateTimeOffset Begin = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly FirstDay = new(2025, 1, 10);
    private static readonly string[] Ids = ["a", "b", "c"];

    private readonly Dictionary<string, List<bool>> _published = Ids.ToDictionary(id => id, _ => new List<bool>(), StringComparer.Ordinal);
    private readonly Dictionary<string, int> _revisions = new(StringComparer.Ordinal);
    private DateTimeOffset _now = Begin;

    private JournalScript()
    {
    }

    public List<DocumentEntry> Entries { get; } = [];

    public static IReadOnlyList<DocumentKey> Keys { get; } = [.. Ids.Select(Key)];

    public static JournalScript From(IReadOnlyList<byte> bytes)
    {
        var script = new JournalScript();
        for (var i = 0; i + 2 < bytes.Count; i += 3)
            script.Step(Ids[bytes[i] % Ids.Length], bytes[i + 1], bytes[i + 2]);
        return script;
    }

    private static DocumentKey Key(string id) => new(CatalogSection.Policies, id);

    private void Step(string id, byte what, byte detail)
    {
        var versions = _published[id];
        // Several entries may have the same time.
        _now = _now.AddHours(what / 64);
        if (versions.Count == 0 || what % 4 == 0)
        {
            versions.Add(false);
            Add(id, JournalAction.Drafted, versions.Count, null);
        }
        else if (what % 4 == 1 && versions.Contains(false))
        {
            Add(id, JournalAction.Edited, versions.IndexOf(false) + 1, null);
        }
        else if (what % 8 == 2 && versions.Contains(true))
        {
            Add(id, JournalAction.Withdrawn, versions.LastIndexOf(true) + 1, FirstDay.AddDays(detail % 10));
        }
        else
        {
            var version = (detail / 10 % versions.Count) + 1;
            versions[version - 1] = true;
            Add(id, JournalAction.Published, version, FirstDay.AddDays(detail % 10));
        }
    }

    private void Add(string id, JournalAction action, int version, DateOnly? from)
    {
        var revision = _revisions[id] = _revisions.GetValueOrDefault(id) + 1;
        var sequence = Entries.Count + 1;
        Entries.Add(new DocumentEntry
        {
            Sequence = sequence,
            At = _now,
            Actor = "alice",
            Section = CatalogSection.Policies,
            DocumentId = id,
            Revision = revision,
            Action = action,
            Version = version,
            ContentSha256 = from is null ? $"{sequence:x64}" : null,
            Kind = from is null ? DocumentKind.Reward : null,
            Title = from is null ? new LocalizedText($"{sequence}", $"{sequence}") : null,
            EffectiveFrom = from,
            PreviousHash = JournalChain.Start,
            Hash = JournalChain.Start,
        });
    }
}
