using System.Security.Cryptography;
using System.Text;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Tests.Storage;

public sealed class JournalChainTests
{
    private static readonly JournalEntry First = new()
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

    [Fact]
    public void The_canonical_form_is_the_one_that_was_published()
    {
        var expected = "{\"action\":\"drafted\",\"actor\":\"李雷 \\\"\\\\\\n\\u001f🙂\",\"at\":\"2025-03-01T12:00:00.007Z\",\"contentSha256\":\""
            + new string('a', 64) + "\",\"documentId\":\"kam-rewards\",\"kind\":\"reward\",\"previousHash\":\"" + new string('0', 64)
            + "\",\"revision\":1,\"section\":\"policies\",\"sequence\":1,\"title\":{\"en\":\"Rewards\",\"zh-CN\":\"激励\"},\"version\":1}";

        Assert.Equal(expected, Encoding.UTF8.GetString(JournalChain.Canonical(First)));
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
        var newer = Encoding.UTF8.GetString(JournalChain.Canonical(First)).Replace("drafted", "superseded", StringComparison.Ordinal);

        var refusal = Assert.Throws<FormatException>(() => JournalChain.Read(Encoding.UTF8.GetBytes(newer), string.Empty));

        Assert.Contains("`superseded` is unknown to this release", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_member_of_a_stored_enum_has_a_name_that_reads_back()
    {
        Assert.All(Enum.GetValues<JournalAction>(), v => Assert.Equal(v, StoredNames.Action(StoredNames.Of(v))));
        Assert.All(Enum.GetValues<CatalogSection>(), v => Assert.Equal(v, StoredNames.Section(StoredNames.Of(v))));
        Assert.All(Enum.GetValues<DocumentKind>(), v => Assert.Equal(v, StoredNames.Kind(StoredNames.Of(v))));
        Assert.All(Enum.GetValues<DecisionType>(), v => Assert.Equal(v, StoredNames.Decision(StoredNames.Of(v))));
    }

    [Fact]
    public void Members_out_of_order_are_refused()
    {
        Assert.Throws<InvalidOperationException>(() => new CanonicalObject().Add("b", 1).Add("a", 1));
    }
}
