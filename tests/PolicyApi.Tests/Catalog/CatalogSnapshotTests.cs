using PolicyApi.Catalog;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Tests.Catalog;

public sealed class CatalogSnapshotTests
{
    private static readonly DocumentEntry Draft = JournalScript.From([0, 0, 0]).Entries[0];

    [Fact]
    public void A_section_is_listed_by_id_page_by_page()
    {
        var snapshot = CatalogSnapshot.Empty.Fold(
        [
            Of("b", DocumentKind.Reward, 1), Of("a-z", DocumentKind.KpiWeighting, 2), Of("a", DocumentKind.Reward, 3), Of("a0", DocumentKind.Reward, 4),
            Of("a", DocumentKind.Scheme, 5) with { Section = CatalogSection.Schemes },
        ]);

        Assert.Equal(["a", "a-z", "a0", "b"], Pages(snapshot, null, 1));
        Assert.Equal(["a", "a-z", "a0", "b"], Pages(snapshot, null, 4));
        Assert.Equal(["a", "a0", "b"], Pages(snapshot, h => h.Kind == DocumentKind.Reward, 2));
        Assert.Equal(["a"], snapshot.List(CatalogSection.Schemes, null, null, 10).Items.Select(h => h.Key.Id), StringComparer.Ordinal);
        Assert.Empty(snapshot.List(CatalogSection.Models, null, null, 10).Items);
    }

    public static TheoryData<string, string> Misfits => new()
    {
        { "order", "came after 1" },
        { "revision", "has revision 3 after 1" },
        { "version", "adds version 3 where 2 is next" },
        { "unknown version", "is about version 5, which does not exist" },
        { "kind", "changes the kind" },
        { "no document", "about a document that has no version" },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void An_entry_that_does_not_fit_is_refused_with_the_reason(string fault, string message)
    {
        var fit = Draft with { Sequence = 2, Revision = 2, Version = 2 };
        var misfit = fault switch
        {
            "order" => fit with { Sequence = 1 },
            "revision" => fit with { Revision = 3 },
            "version" => fit with { Version = 3 },
            "unknown version" => fit with { Action = JournalAction.Edited, Version = 5 },
            "kind" => fit with { Kind = DocumentKind.TrainingTrigger },
            "no document" => fit with { DocumentId = "other", Revision = 1, Action = JournalAction.Edited },
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
        };

        var refusal = Assert.Throws<StoreCorruptException>(() => CatalogSnapshot.Empty.Fold([Draft, misfit]));

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, CatalogSnapshot.Empty.Fold([Draft, fit]).Revision);
        Assert.Equal(9, CatalogSnapshot.Empty.Fold([Draft, fit with { Sequence = 9 }]).Revision);
    }

    private static DocumentEntry Of(string id, DocumentKind kind, long sequence) => Draft with { DocumentId = id, Kind = kind, Sequence = sequence };

    private static List<string> Pages(CatalogSnapshot snapshot, Func<DocumentHistory, bool>? isWanted, int pageSize)
    {
        var ids = new List<string>();
        string? after = null;
        do
        {
            var page = snapshot.List(CatalogSection.Policies, isWanted, after, pageSize);
            Assert.True(page.Items.Count <= pageSize);
            ids.AddRange(page.Items.Select(h => h.Key.Id));
            after = page.Next;
        }
        while (after is not null);
        return ids;
    }
}
