using FsCheck;
using FsCheck.Fluent;

namespace PolicyEngine.Tests.Workflows.Tracing;

/// <summary>A condition whose operators are joined with and without brackets, so that only precedence says what belongs together.</summary>
internal sealed record JoinedText(string Value);

internal static class JoinedTexts
{
    private static readonly string[] Conditions =
    [
        "m.flag", "m.other", "m.名称 == \"a or b\"", "m.a > 1", "m.i eq 3", "m.a mod 2 == 0", "m.hired > \"2024-01-01\"", "\"2024-01-01\" <= m.hired", "m.name in (\"a\", \"b)\")", "m.name not in (\"and\")",
        "m.name !in (\"?\")", "m.i in (1, 2)", "m.nums.Contains(m.a)", "m.items.Any(x => x.v > 1 and x.tag == \"or\" || x.w < 2)", "m[\"a\"] >= -1", "np(m.skills.x, 0) > 1", "(m.a ?? 0) > 1", "m.flag == m.other",
        "new [] { 1, 2 }.Contains(m.a)", "iif(m.flag, m.a, m.b) > 1.5", "m.a = 1", "m.a <> 1", "m.a lessthan m.i", "m.name == null", "true", "m.a - -1 > - m.b", "Math.Max(m.a, m.b) > m.i + 1", "m.flag == true",
    ];

    private static readonly string[] Numbers = ["m.a", "m.i", "2.5", "3", "-m.b", "m.a + 1", "m.b * m.a", "np(m.a, 1)", "m.nums.Sum()", "m.a ?? 1.0", "m.name.Length"];

    private static readonly string[] Signs =
    [
        " and ", " or ", " && ", "||", " AND ", " & ", "|", " & ", " | ", " == ", " != ", " eq ", " andalso ", " OrElse ", " notequal ", " ?? ",
    ];

    public static Gen<string> All { get; } = Of(3);

    public static Arbitrary<JoinedText> Texts() => All.Select(t => new JoinedText(t)).ToArbitrary();

    private static Gen<string> Of(int depth) => depth == 0 ? Gen.Elements(Conditions) : Gen.Frequency(
        (1, Gen.Elements(Conditions)),
        (5, from left in Of(depth - 1) from sign in Gen.Elements(Signs) from right in Of(depth - 1) select left + sign + right),
        (2, from one in Of(depth - 1) select $"({one})"),
        (2, from one in Of(depth - 1) from sign in Gen.Elements("!", "not ", "!!", "NOT ") select sign + one),
        (2, from test in Of(depth - 1) from one in Of(depth - 1) from other in Of(depth - 1) from sign in Gen.Elements(" ? ", "?") select $"{test}{sign}{one} : {other}"),
        (1, from test in Of(depth - 1) from one in Gen.Elements(Numbers) from other in Gen.Elements(Numbers) select $"({test} ? {one} : {other}) > {other}"),
        (1, from one in Of(depth - 1) from sign in Gen.Elements(" in ", " not in ") select $"{one}{sign}(true, false)"));
}
