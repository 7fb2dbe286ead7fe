using System.Text;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PolicyEngine.Documents;
using PolicyEngine.Expressions.Faults;
using PolicyEngine.Expressions.Parts;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;
using PolicyEngine.Tests.Expressions.Plain;
using PolicyEngine.Tests.Policies;

namespace PolicyEngine.Tests.Workflows.Tracing;

/// <summary>Expressions are divided by the precedence of the parser: with every part in brackets, the parser reads the same.</summary>
public sealed class ExpressionPartsLaws
{
    // Brackets around every part nest deeper than those of an author may.
    private static readonly EngineLimits Roomy = EngineLimits.Accepted with { ExpressionDepth = 1_000, ExpressionParts = 100_000, ExpressionLength = 1_000_000 };

    private static readonly ExpressionScope People = ExpressionScope.Create([FactShape.Create(((FactModel)Given.Read(Given.Model)).Schema, "m")], ParameterSet.Empty);

    [Property(MaxTest = 250, Arbitrary = [typeof(JoinedTexts)], MaxRejected = 0)]
    internal void With_its_parts_in_brackets_an_expression_means_the_same(JoinedText text) => AssertSame(text.Value);

    [Property(MaxTest = 100, Arbitrary = [typeof(AnyTexts)], MaxRejected = 0)]
    internal void So_does_one_of_any_types(AnyText text) => AssertSame(text.Value);

    [Fact]
    public void Many_of_the_generated_expressions_are_accepted_and_divided()
    {
        var accepted = JoinedTexts.All.Sample(200).Where(t => Tree(t) is not null).ToList();

        Assert.True(accepted.Count > 50, $"{accepted.Count} are accepted");
        Assert.True(accepted.Count(t => ExpressionParts.Of(t).Parts.Count > 0) > accepted.Count / 2);
    }

    private static void AssertSame(string text)
    {
        if (Tree(text) is not { } tree)
            return;
        var inBrackets = InBrackets(ExpressionParts.Of(text));
        Assert.True(string.Equals(tree, Tree(inBrackets), StringComparison.Ordinal), $"{text}\nis divided as\n{inBrackets}");
    }

    private static string? Tree(string text) => ExpressionParsing.Parse(text, People, Roomy, out _) is { } parsed ? TreeText.Of(parsed) : null;

    /// <summary>The text of a part, with brackets around each part of it.</summary>
    private static string InBrackets(ExpressionPart part)
    {
        var (text, pieces, next, end) = (new StringBuilder(), Pieces.Of(part.Text), 0, 0);
        foreach (var below in part.Parts)
        {
            var own = Pieces.Of(below.Text);
            while (!pieces.Skip(next).Take(own.Count).Select(p => p.Text).SequenceEqual(own.Select(p => p.Text)))
                next++;
            text.Append(part.Text, end, pieces[next].Start - end);
            end = pieces[next + own.Count - 1].End;
            next += own.Count;

            // The list behind `in` cannot stand in further brackets.
            var isList = part.Kind == PartKind.Comparison && below == part.Parts[^1] && part.Text[..pieces[next - own.Count].Start].TrimEnd().EndsWith("in", StringComparison.OrdinalIgnoreCase);
            text.Append(isList ? below.Text : $"({InBrackets(below)})");
        }

        return text.Append(part.Text, end, part.Text.Length - end).ToString();
    }
}
