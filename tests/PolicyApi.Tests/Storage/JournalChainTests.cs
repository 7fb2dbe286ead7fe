using System.Security.Cryptography;
using System.Text;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Tests.Storage;

public sealed class JournalChainTests
{
    private static readonly DocumentEntry First = new()
    {
        Sequence = 1,
        At = new DateTimeOffset(2025, 3, 1, 12, 0, 0, 7, TimeSpan.Zero),
        Actor = "李雷 \"\\\n\u001f🙂",
        Section = CatalogSection.Policies,
        DocumentId = "kam-rewards",
        Revision = 1,
        Action = JournalAction.Drafted,
        Version = 1,
        ContentSha256 = new string('a', 64),
        Kind = DocumentKind.Reward,
        Title = new LocalizedText("Rewards", "激励"),
        PreviousHash = JournalChain.Start,
        Hash = string.Empty,
    };

    private static readonly NoteEntry Note = new()
    {
        Sequence = 7,
        At = First.At,
        Actor = "key:admin",
        Origin = "::1",
        Reason = "left",
        Details = """{"roles":["auditor"]}""",
        Action = "key-revoked",
        Target = "keys/0123",
        HashBefore = "aa",
        HashAfter = "bb",
        PreviousHash = "00",
        Hash = string.Empty,
    };

    [Fact]
    public void The_canonical_form_is_the_one_that_was_published()
    {
        var expected = "{\"action\":\"drafted\",\"actor\":\"李雷 \\\"\\\\\\n\\u001f🙂\",\"at\":\"2025-03-01T12:00:00.007Z\",\"contentSha256\":\""
            + new string('a', 64) + "\",\"documentId\":\"kam-rewards\",\"kind\":\"reward\",\"previousHash\":\"" + new string('0', 64)
            + "\",\"revision\":1,\"section\":\"policies\",\"sequence\":1,\"title\":{\"en\":\"Rewards\",\"zh-CN\":\"激励\"},\"type\":\"document\",\"version\":1}";

        Assert.Equal(expected, Encoding.UTF8.GetString(JournalChain.Canonical(First)));
    }

    [Fact]
    public void The_canonical_form_of_a_note_is_the_one_that_was_published()
    {
        const string Expected = """{"action":"key-revoked","actor":"key:admin","at":"2025-03-01T12:00:00.007Z","details":{"roles":["auditor"]},"hashAfter":"bb","hashBefore":"aa","origin":"::1","previousHash":"00","reason":"left","sequence":7,"target":"keys/0123","type":"note"}""";

        Assert.Equal(Expected, Encoding.UTF8.GetString(JournalChain.Canonical(Note)));
        Assert.Equal(Note, JournalChain.Read(JournalChain.Canonical(Note), string.Empty));
    }

    [Fact]
    public void The_canonical_form_of_a_seal_and_of_what_it_covers_is_the_one_that_was_published()
    {
        var seal = new DecisionSeal(new DateOnly(2025, 3, 1), 7, 2, "cc", "00", string.Empty);
        SealedDecision[] covered = [new("a\n", First.At, "aa", null), new("b", First.At, "bb", First.At)];
        const string Lines = """{"at":"2025-03-01T12:00:00.007Z","id":"a\n","sha256":"aa"}""" + "\n" + """{"at":"2025-03-01T12:00:00.007Z","id":"b","sha256":"bb"}""" + "\n";

        Assert.Equal("""{"count":2,"month":"2025-03-01","previousHash":"00","root":"cc","sequence":7}""", Encoding.UTF8.GetString(DecisionSeals.Canonical(seal)));
        Assert.Equal(seal, DecisionSeals.Read(DecisionSeals.Canonical(seal), string.Empty));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Lines))), DecisionSeals.Root(covered));
    }

    [Fact]
    public void The_hash_covers_the_previous_hash_and_then_the_bytes()
    {
        byte[] covered = [.. new byte[32], .. JournalChain.Canonical(First)];

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(covered)), JournalChain.Hash(First));
    }

    [Fact]
    public void What_was_written_reads_back()
    {
        var published = First with
        {
            Action = JournalAction.Published,
            ContentSha256 = null,
            Kind = null,
            Title = null,
            EffectiveFrom = new DateOnly(2025, 4, 1),
            Reason = string.Empty,
        };

        Assert.Equal(First, JournalChain.Read(JournalChain.Canonical(First), string.Empty));
        Assert.Equal(published, JournalChain.Read(JournalChain.Canonical(published), string.Empty));
    }

    [Fact]
    public void A_word_of_a_newer_release_is_named()
    {
        var newer = Encoding.UTF8.GetString(JournalChain.Canonical(First)).Replace("drafted", "shredded", StringComparison.Ordinal);

        var refusal = Assert.Throws<FormatException>(() => JournalChain.Read(Encoding.UTF8.GetBytes(newer), string.Empty));

        Assert.Contains("`shredded` is unknown to this release", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_member_of_a_stored_enum_has_a_name_that_reads_back()
    {
        Assert.All(Enum.GetValues<JournalAction>(), v => Assert.Equal(v, StoredNames.Action(StoredNames.Of(v))));
        Assert.All(Enum.GetValues<CatalogSection>(), v => Assert.Equal(v, StoredNames.Section(StoredNames.Of(v))));
        Assert.All(Enum.GetValues<DocumentKind>(), v => Assert.Equal(v, StoredNames.Kind(StoredNames.Of(v))));
        Assert.All(Enum.GetValues<PublicationBasis>(), v => Assert.Equal(v, StoredNames.Basis(StoredNames.Of(v))));
        Assert.All(Enum.GetValues<DecisionType>(), v => Assert.Equal(v, StoredNames.Decision(StoredNames.Of(v))));
    }

    [Fact]
    public void Members_out_of_order_are_refused()
    {
        Assert.Throws<InvalidOperationException>(() => new CanonicalObject().Add("b", 1).Add("a", 1));
    }
}
