using System.Globalization;
using System.Text.RegularExpressions;
using PolicyEngine.Tests.Documents;

namespace PolicyEngine.Tests.Expressions;

/// <summary>What authors are told when they make common mistakes; <c>mistakes.txt</c> has a line for each.</summary>
public sealed partial class TypicalMistakeTests
{
    private static readonly string[][] Lines =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Expressions", "mistakes.txt")).Where(l => !l.StartsWith('#')).Select(l => l.Split(" | ", 6))];

    public static TheoryData<string, string, string, string, string, string> Cases()
    {
        var data = new TheoryData<string, string, string, string, string, string>();
        foreach (var line in Lines)
            data.Add(line[0], line[1], line[2], line[3], line[4], line[5]);
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_typical_mistake_is_answered_at_its_place_with_what_would_be_right(string what, string form, string code, string place, string advice, string text)
    {
        var found = DiagnosticExamplesTests.Run(form, text);

        var told = string.Join('\n', found.Select(d => $"{d.Code} {d.Pointer}+{d.Offset} {d.Message}"));
        Assert.True(
            found.Any(d => d.Code == code && d.Message.Contains(advice, StringComparison.Ordinal) && (place == d.Pointer || place == d.Offset?.ToString(CultureInfo.InvariantCulture))),
            $"{what}: {told}");
    }

    [Fact]
    public void No_message_speaks_the_language_of_the_machinery()
    {
        var told = Lines.SelectMany(l => DiagnosticExamplesTests.Run(l[1], l[5]).Select(d => $"{l[5]}: {d.Message}").Where(m => Machinery().IsMatch(m[(l[5].Length + 1)..])));

        Assert.True(Lines.Length >= 60);
        Assert.Equal([], told);
    }

    [Theory]
    [InlineData("m.nmae == \"x\" && m.levl == \"P1\"", "2 unknown-field", "19 unknown-field")]
    [InlineData("m.nope > 1 && m.nada > 2 || m.flag == 1", "2 unknown-field", "16 unknown-field", "35 wrong-type")]
    [InlineData("m.level in （\"P1\"，\"P2\"） && m.levl == \"P1\"", "11 expression-syntax", "16 expression-syntax", "21 expression-syntax", "28 unknown-field")]
    [InlineData("7 / 2 > 3 && 9 / 4 > 1 && DateTime.Now > m.hired", "2 integer-division", "15 integer-division", "35 not-offered")]
    [InlineData("m.percent > 100 && m.percent < 0 && m.a / 0 > 1", "2 never-holds", "21 never-holds", "40 division-by-zero")]
    [InlineData("(m.nope > 1 && m.nada > 2) && m.a >", "3 unknown-field", "35 expression-syntax")]
    [InlineData("m.a === 3 && m.a === 4", "4 expression-syntax", "17 expression-syntax")]
    public void All_faults_of_an_expression_come_at_once_each_at_its_place(string expression, params string[] expected) =>
        Assert.Equal(expected, DiagnosticExamplesTests.Run("expression", expression).Select(d => $"{d.Offset} {d.Code}"));

    /// <summary>Matches names of .NET types, terms of the parser and internals.</summary>
    [GeneratedRegex(@"System\.|Boolean|(?<!To)Int32|Int64|Nullable|Parameter '|expression tree|lambda|null propagat|MemberExpression|Exception|operand type|incompatible|identifier|literal|syntax error|constructor|indexer|TimeSpan|does not fit together|reader options|0x[0-9A-F]|·", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Machinery();
}
