using System.Text.Json.Nodes;
using PolicyEngine.Expressions.Parts;

namespace PolicyEngine.Tests.Workflows.Tracing;

public sealed class ExpressionPartsTests
{
    public static IEnumerable<object[]> Cases => JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Workflows", "Tracing", "expression-parts.json")))!
        .AsArray().Select(c => new object[] { (string)c!["text"]!, (string)c["parts"]! });

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_expression_is_divided_where_its_operators_join_conditions_and_values(string text, string parts) =>
        Assert.Equal(parts, Shown(ExpressionParts.Of(text)));

    private static string Shown(ExpressionPart part)
    {
        var below = part.Parts.Select(Shown).ToList();
        return part.Kind switch
        {
            PartKind.All => $"all[{string.Join(", ", below)}]",
            PartKind.Any => $"any[{string.Join(", ", below)}]",
            PartKind.Not => $"not[{below.Single()}]",
            PartKind.Comparison => $"({below[0]} ? {below[1]})",
            PartKind.Choice => $"choose[{string.Join(", ", below)}]",
            PartKind.Call => $"{part.Text[..part.Text.IndexOf('(', StringComparison.Ordinal)]}[{string.Join(", ", below)}]",
            _ => part.Text,
        };
    }
}
