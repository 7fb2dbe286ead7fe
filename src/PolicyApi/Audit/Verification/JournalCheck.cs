using System.Text.Json.Nodes;
using PolicyApi.Access.Keys;
using PolicyApi.Privacy;
using PolicyApi.Storage;

namespace PolicyApi.Audit.Verification;

/// <summary>Reads the whole journal, with every entry's hash and link verified by the store, and collects what the other checks compare with it.</summary>
internal sealed class JournalCheck
{
    /// <summary>The place that this check's findings name.</summary>
    public const string Where = "journal";

    private const int Page = 1_000;

    /// <summary>Whether it could be read to its end.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>How many entries were read.</summary>
    public long Entries { get; private set; }

    /// <summary>The hash of each content that an entry names.</summary>
    public HashSet<string> Contents { get; } = new(StringComparer.Ordinal);

    /// <summary>By key id, the fingerprint that was noted last.</summary>
    public Dictionary<string, string?> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>By moment, the erasures that were noted.</summary>
    public Dictionary<DateTimeOffset, ErasedGroup> Erasures { get; } = [];

    /// <summary>Where each month's seals ended according to the last note.</summary>
    public Dictionary<DateOnly, NotedSeal> Seals { get; } = [];

    /// <summary>The hashes at the requested sequences.</summary>
    public Dictionary<long, string> HashesAt { get; } = [];

    /// <summary>Reads it.</summary>
    public async Task RunAsync(IPolicyStore store, IReadOnlySet<long> sequences, FindingBag findings, CancellationToken cancellation)
    {
        while (true)
        {
            // A damaged page is read again entry by entry, up to the damage.
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
