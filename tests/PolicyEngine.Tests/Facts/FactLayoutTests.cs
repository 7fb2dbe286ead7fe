using System.Globalization;
using PolicyEngine.Facts;

namespace PolicyEngine.Tests.Facts;

/// <summary>Slots are at the assumed offsets: what is written by offset is read by name, and the other way round.</summary>
public sealed class FactLayoutTests
{
    private static readonly FactKind[] Kinds = [FactKind.Text, FactKind.Number, FactKind.Boolean, FactKind.Date, FactKind.List, FactKind.Integer, FactKind.Object];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(192)]
    [InlineData(193)]
    [InlineData(200)]
    [InlineData(400)]
    public void What_is_written_by_its_place_is_read_by_its_name(int fields)
    {
        var shape = ShapeOf(fields);
        var facts = shape.CreateInstance();
        for (var slot = 0; slot < fields; slot += 2)
            Set(facts, shape, slot);
        GC.Collect();
        var copy = facts.Copy();

        for (var slot = 0; slot < fields; slot++)
        {
            var expected = slot % 2 == 0 ? Value(shape, slot) : null;
            Assert.Equal(expected, Get(copy, slot));
            var named = shape.ClrType.GetField($"f{slot}")!.GetValue(copy);
            Assert.Equal(expected ?? (KindOf(slot) switch { FactKind.Number or FactKind.Integer => 0m, FactKind.Boolean => false, FactKind.Date => default(DateTime), _ => null }), named);
            Assert.Equal(expected is decimal or bool or DateTime, copy.IsGiven(slot));
        }
    }

    [Fact]
    public void What_is_written_by_its_name_is_read_by_its_place()
    {
        var shape = ShapeOf(300);
        var facts = shape.CreateInstance();
        for (var slot = 0; slot < 300; slot++)
        {
            Set(facts, shape, slot); // Marks it as given.
            shape.ClrType.GetField($"f{slot}")!.SetValue(facts, Value(shape, 299 - slot, KindOf(slot), slot));
        }

        for (var slot = 0; slot < 300; slot++)
            Assert.Equal(Value(shape, 299 - slot, KindOf(slot), slot), Get(facts, slot));
    }

    [Fact]
    public void An_expression_reads_fields_wherever_they_lie()
    {
        var properties = string.Concat(Enumerable.Range(0, 198).Select(i => $", \"n{i}\": {{ \"type\": \"number\" }}"));
        var model = $$"""
            { "kind": "fact-model", "id": "people", "title": { "en": "P", "zh-CN": "人" }, "input": "m", "about": { "id": "id" },
              "schema": { "type": "object", "required": ["id"], "properties": { "id": { "type": "string" }{{properties}} } } }
            """;
        int[] asked = [0, 63, 64, 127, 128, 129, 191, 192, 197];
        var rules = string.Join(",", asked.Select(i => $$"""{ "RuleName": "r{{i}}", "Expression": "m.n{{i}} == {{i + 1}}" }"""));
        var policy = Policies.Given.Compile([model, Policies.Given.Policy($"\"Rules\": [{rules}]")], out _).FindPolicy("p")!;

        var given = Policies.Given.Decide(policy, $$"""{ "id": "1", {{string.Join(",", asked.Select(i => string.Create(CultureInfo.InvariantCulture, $"\"n{i}\": {i + 1}")))}} }""");
        Assert.All(given.Rules, r => Assert.Equal(PolicyEngine.Workflows.Outcome.Met, r.Outcome));
        var others = Policies.Given.Decide(policy, """{ "id": "1", "n1": 1, "n65": 1, "n126": 1, "n130": 1, "n190": 1 }""");
        Assert.All(others.Rules, r => Assert.Equal(PolicyEngine.Workflows.Outcome.Undetermined, r.Outcome));
    }

    private static FactKind KindOf(int slot) => Kinds[slot % Kinds.Length];

    private static FactShape ShapeOf(int fields)
    {
        var below = new FactSchema { Kind = FactKind.Object, Fields = [new FactField("x", new FactSchema { Kind = FactKind.Number }, Required: false)] };
        return FactShape.Create(
            new FactSchema
            {
                Kind = FactKind.Object,
                Fields = [.. Enumerable.Range(0, fields).Select(slot => new FactField($"f{slot}", KindOf(slot) switch
                {
                    FactKind.Object => below,
                    FactKind.List => new FactSchema { Kind = FactKind.List, Items = new FactSchema { Kind = FactKind.Text } },
                    var kind => new FactSchema { Kind = kind },
                }, Required: false))],
            },
            "m");
    }

    private static object? Value(FactShape shape, int slot) => Value(shape, slot, KindOf(slot), slot);

    private static object Value(FactShape shape, int seed, FactKind kind, int slot) => kind switch
    {
        FactKind.Text => string.Create(CultureInfo.InvariantCulture, $"text {seed}"),
        FactKind.Number or FactKind.Integer => seed + 0.5m,
        FactKind.Boolean => true,
        FactKind.Date => new DateTime(2000, 1, 1).AddDays(seed),
        FactKind.List => new[] { "a" },
        _ => shape.Below(slot)!.Empty,
    };

    private static void Set(FactObject facts, FactShape shape, int slot)
    {
        switch (Value(shape, slot))
        {
            case decimal number:
                facts.SetNumber(slot, number);
                break;
            case bool flag:
                facts.SetBoolean(slot, flag);
                break;
            case DateTime date:
                facts.SetDate(slot, date);
                break;
            default:
                facts.SetReference(slot, Value(shape, slot)!);
                break;
        }
    }

    private static object? Get(FactObject facts, int slot) => KindOf(slot) switch
    {
        FactKind.Number or FactKind.Integer => facts.GetNumber(slot),
        FactKind.Boolean => facts.GetBoolean(slot),
        FactKind.Date => facts.GetDate(slot),
        _ => facts.GetReference(slot),
    };
}
