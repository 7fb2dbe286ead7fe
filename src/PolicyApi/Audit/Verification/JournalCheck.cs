using System.Text.Json.Nodes;
using PolicyApi.Access.Keys;
using PolicyApi.Privacy;
using PolicyApi.Storage;

namespace PolicyApi.Audit.Verification;

/// <summary>Reads the whole journal, in which the store verifies every entry's hash and link, and collects what the other checks compare with it.</summary>
internal sealed class JournalCheck
{
    /// <summary>The place that this check's findings name.</summary>
    public const string Where = "journal";

    private const int Page = 1_000;

    /// <summary>Whether the journal could be read to its end.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The number of entries read.</summary>
    public long Entries { get; private set; }

    /// <summary>The hash of each content that an entry names.</summary>
    public HashSet<string> Contents { get; } = new(StringComparer.Ordinal);

    /// <summary>The fingerprint of each key that was noted last, by the key's id.</summary>
    public Dictionary<string, string?> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>The erasures that were noted, by their moment.</summary>
    public Dictionary<DateTimeOffset, ErasedGroup> Erasures { get; } = [];

    /// <summary>The last seal of each month that was noted.</summary>
    public Dictionary<DateOnly, NotedSeal> Seals { get; } = [];

    /// <summary>The hashes at the requested sequences.</summary>
    public Dictionary<long, string> HashesAt { get; } = [];

    /// <summary>Reads the journal.</summary>
    public async Task RunAsync(IPolicyStore store, IReadOnlySet<long> sequences, FindingBag findings, CancellationToken cancellation)
    {
        while (true)
        {
            // If a page is damaged, its entries are read one by one, up to the damage.
            var entries = await new FindingBag().TryAsync(Where, () => store.ReadJournalAsync(Entries, Page, cancellation))
                ?? await findings.TryAsync(Where, () => store.ReadJournalAsync(Entries, 1, cancellation));
            if (entries is null)
            {
                findings.Add(Where, $"reading stopped after entry {Entries}; what follows, and what can only be compared with it (keys, erasures, further contents), was not checked");
                return;
            }

            foreach (var entry in entries)
                Take(entry, sequences);
            if (entries.Count == 0)
                break;
        }

        IsWhole = true;
    }

    private void Take(JournalEntry entry, IReadOnlySet<long> sequences)
    {
        Entries = entry.Sequence;
        if (sequences.Contains(entry.Sequence))
            HashesAt[entry.Sequence] = entry.Hash;
        switch (entry)
        {
            case DocumentEntry { ContentSha256: { } content }:
                Contents.Add(content);
                break;
            case NoteEntry { Target: { } target } note when target.StartsWith(KeyNotes.TargetPrefix, StringComparison.Ordinal) && KeyNotes.IsChange(note.Action):
                Keys[target[KeyNotes.TargetPrefix.Length..]] = note.HashAfter;
                break;
            case NoteEntry { Action: ErasedGroup.Action, Details: { } details }:
                var group = ErasedGroup.Read(JsonNode.Parse(details)!.AsObject(), out var at);
                Erasures[at] = Erasures.TryGetValue(at, out var known) ? known.With(group) : group;
                break;
            case NoteEntry when SealNotes.Read(entry) is { } noted:
                Seals[noted.Month] = noted;
                break;
        }
    }
}
