using System.Text;
using PolicyEngine.Facts;

namespace PolicyEngine.Tests.Facts;

/// <summary>Which ids of persons new facts may have.</summary>
public sealed class SubjectIdTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("KM-016")]
    [InlineData("246E-3383")]
    [InlineData("0b1f7f1e-3c1d-4d56-a0f5-6f3e7b1f0f9a")]
    [InlineData("someone.else+hr@example.com")]
    [InlineData("CN=Mateo Villanueva,OU=Key Accounts,DC=example,DC=com")]
    [InlineData(@"DOMAIN\user")]
    [InlineData("2025/00017")]
    [InlineData("E 1001")]
    [InlineData("员工-００１")]
    [InlineData("工号　007")]
    [InlineData("Ñandú-Ǆ")]
    [InlineData("=1+1")]
    [InlineData("\"quoted\" <b>")]
    [InlineData("😀-7")]
    [InlineData("..")]
    public void An_id_that_can_be_seen_is_taken(string id) => Assert.Null(SubjectIds.Violation(id));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" ", "is blank")]
    [InlineData("\u3000\u00a0", "is blank")]
    [InlineData(" 7", "begins or ends with a space")]
    [InlineData("7\u00a0", "begins or ends with a space")]
    [InlineData("7\n", "begins or ends with a space")]
    [InlineData("a\nb", "has a character that cannot be seen (U+000A)")]
    [InlineData("a\0b", "has a character that cannot be seen (U+0000)")]
    [InlineData("a\u007fb", "has a character that cannot be seen (U+007F)")]
    [InlineData("a\u0085b", "has a character that cannot be seen (U+0085)")]
    [InlineData("a\u200bb", "has a character that cannot be seen (U+200B)")]
    [InlineData("a\u202eb", "has a character that cannot be seen (U+202E)")]
    [InlineData("\ufeffa", "has a character that cannot be seen (U+FEFF)")]
    [InlineData("a\u2028b", "has a character that cannot be seen (U+2028)")]
    [InlineData("a\uffffb", "has a character that cannot be seen (U+FFFF)")]
    [InlineData("a\ufdd0b", "has a character that cannot be seen (U+FDD0)")]
    [InlineData("a\U000e0041b", "has a character that cannot be seen (U+E0041)")]
    [InlineData("a\U0001fffeb", "has a character that cannot be seen (U+1FFFE)")]
    public void An_id_that_cannot_be_seen_is_refused_in_words_that_do_not_repeat_it(string id, string words) => Assert.Equal(words, SubjectIds.Violation(id));

    [Fact]
    public void An_id_has_at_most_256_characters()
    {
        Assert.Null(SubjectIds.Violation(new string('字', SubjectIds.MaxLength)));
        Assert.Equal("has 257 characters, and 256 are allowed", SubjectIds.Violation(new string('x', SubjectIds.MaxLength + 1)));
    }

    [Fact]
    public void The_fault_stands_where_the_id_was_written()
    {
        var facts = "\ufeff{\n  \"名\": {\"id\": \"x\"}, \"id\": \" 1\" }";

        var fault = SubjectIds.Fault(Encoding.UTF8.GetBytes(facts), "id", "is blank");

        Assert.Equal(("subject-id", "/id", 2, 27), (fault.Code, fault.Pointer, fault.Line, fault.Column));
    }
}
