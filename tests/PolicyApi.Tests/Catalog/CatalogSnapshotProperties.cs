using FsCheck.Xunit;
using PolicyApi.Catalog;
using PolicyApi.Storage;

namespace PolicyApi.Tests.Catalog;

/// <summary>Laws of building snapshots, over random histories, compared with a model that does not use snapshots.</summary>
public sealed class CatalogSnapshotProperties
{
    [Property(MaxTest = 300)]
    public void What_is_in_force_is_what_a_scan_of_the_journal_finds(byte[] bytes)
    {
        var journal = JournalScript.From(bytes).Entries;
        var snapshot = CatalogSnapshot.Empty.Fold(journal);
        foreach (var asOf in Enumerable.Range(-1, 12).Select(JournalScript.FirstDay.AddDays))
        {
            foreach (var knownAt in journal.Select(e => (DateTimeOffset?)e.At).Distinct().Append(null).Append(JournalScript.Begin.AddTicks(-1)))
            {
                var expected = JournalScript.Keys.Select(k => Scan(journal, k, asOf, knownAt)).OfType<DocumentPin>();
                Assert.Equal(expected, snapshot.InForceAt(asOf, knownAt));
                Assert.All(JournalScript.Keys, k => Assert.Equal(Scan(journal, k, asOf, knownAt)?.Version, snapshot.InForce(k, asOf, knownAt)));
            }
        }
    }

    [Property(MaxTest = 200)]
    public void What_was_known_at_a_publication_stays_so_whatever_comes_later(byte[] bytes)
    {
        // As the catalogue writes them: each entry a little later than the previous one.
        List<DocumentEntry> journal = [.. JournalScript.From(bytes).Entries.Select(e => e with { At = e.At.AddMilliseconds(e.Sequence) })];
        var whole = CatalogSnapshot.Empty.Fold(journal);
        for (var i = 0; i < journal.Count; i++)
        {
            var then = CatalogSnapshot.Empty.Fold(journal.Take(i + 1).ToList());
            if (then.KnownAt(null) is not { } known)
                continue;
            Assert.Equal(known, whole.KnownAt(known.At));
            foreach (var asOf in Enumerable.Range(-1, 12).Select(JournalScript.FirstDay.AddDays))
                Assert.Equal(then.InForceAt(asOf, null).Select(p => (p.Key, p.Version)), whole.InForceAt(asOf, known.At).Select(p => (p.Key, p.Version)));
        }
    }

    [Property]
    public void Folding_in_pieces_is_folding_at_once(byte[] bytes, byte cut)
    {
        var journal = JournalScript.From(bytes).Entries;
        var at = cut % (journal.Count + 1);

        var whole = CatalogSnapshot.Empty.Fold(journal);
        var first = CatalogSnapshot.Empty.Fold(journal.Take(at).ToList());
        var both = first.Fold(journal.Skip(at).ToList());

        Assert.Equal(whole.Revision, both.Revision);
        Assert.Equal(whole.Histories.Select(Text), both.Histories.Select(Text), StringComparer.Ordinal);
        Assert.Equal(at, first.Revision);
    }

    [Property]
    public void Versions_and_publications_are_those_of_the_journal(byte[] bytes)
    {
        var journal = JournalScript.From(bytes).Entries;
        var snapshot = CatalogSnapshot.Empty.Fold(journal);
        foreach (var entries in journal.GroupBy(e => e.Key))
        {
            var history = snapshot.Find(entries.Key)!;
            Assert.Equal(entries.Count(), history.Revision);
            Assert.Equal(entries.Count(e => e.Action == JournalAction.Drafted), history.Versions.Length);
            Assert.Equal(entries.Where(e => e.EffectiveFrom is not null).Select(e => e.Sequence), history.Publications.Select(p => p.Sequence));
            foreach (var version in history.Versions)
            {
                var about = entries.Where(e => e.Version == version.Number).ToList();
                var content = about.Last(e => e.ContentSha256 is not null);
                Assert.Equal((content.ContentSha256, content.At, about[0].At), (version.Sha256, version.UpdatedAt, version.CreatedAt));
                Assert.Equal(about.Exists(e => e.Action == JournalAction.Published), version.Status == VersionStatus.Published);
            }

            Assert.Equal(entries.Last(e => e.Title is not null && e.Version == history.Versions.Length).Title, history.Title);
        }
    }

    private static DocumentPin? Scan(IReadOnlyList<DocumentEntry> journal, DocumentKey key, DateOnly asOf, DateTimeOffset? knownAt)
    {
        var publication = journal
            .Where(e => e.Key == key && e.EffectiveFrom <= asOf && (knownAt is null || e.At <= knownAt))
            .OrderBy(e => e.EffectiveFrom).ThenBy(e => e.Sequence)
            .LastOrDefault();
        if (publication is null || publication.Action == JournalAction.Withdrawn)
            return null;
        var content = journal.Last(e => e.Key == key && e.Version == publication.Version && e.ContentSha256 is not null);
        return new DocumentPin(key, publication.Version, content.ContentSha256!);
    }

    private static string Text(DocumentHistory h) =>
        $"{h.Key} {h.Kind} {h.Title} {h.Revision} {string.Join(',', h.Versions)} {string.Join(',', h.Publications)}";
}
