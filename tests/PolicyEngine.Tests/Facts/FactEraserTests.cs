using PolicyEngine.Facts;

namespace PolicyEngine.Tests.Facts;

/// <summary>Facts that are reused contain nothing of the person before.</summary>
public sealed class FactEraserTests
{
    private static readonly FactKind[] Kinds = [FactKind.Number, FactKind.Boolean, FactKind.Date, FactKind.Text, FactKind.List, FactKind.Integer];

    [Theory]
    [InlineData(6)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    public void Everything_erased_is_missing_and_objects_stay(int fields)
    {
        var shape = ShapeOf(fields);
        var (facts, one, many) = (Filled(shape), Filled(shape.Below(fields)!), shape.Below(fields + 1)!.CreateList(3));
        for (var i = 0; i < many.Length; i++)
            many[i] = Filled(shape.Below(fields + 1)!);
        facts.SetReference(fields, one);
        facts.SetReference(fields + 1, many);

        new FactEraser(shape).Erase(facts);

        Assert.Same(one, facts.GetReference(fields));
        Assert.Same(many, facts.GetReference(fields + 1));
        Assert.All([facts, one, .. many], f => Assert.All(Enumerable.Range(0, fields), slot => Assert.True(IsMissing(f, slot), $"slot {slot}")));
    }

    private static FactShape ShapeOf(int fields)
    {
        var single = Enumerable.Range(0, fields).Select(slot => new FactField($"f{slot}", SchemaOf(Kinds[slot % Kinds.Length]), Required: false)).ToList();
        var below = new FactSchema { Kind = FactKind.Object, Fields = single };
        var list = new FactSchema { Kind = FactKind.List, Items = below };
        return FactShape.Create(new FactSchema { Kind = FactKind.Object, Fields = [.. single, new("one", below, Required: false), new("many", list, Required: false)] }, "m");
    }

    private static FactSchema SchemaOf(FactKind kind) => new() { Kind = kind, Items = kind == FactKind.List ? new FactSchema { Kind = FactKind.Text } : null };

    private static FactObject Filled(FactShape shape)
    {
        var facts = shape.CreateInstance();
        for (var slot = 0; slot < shape.Schema.Fields.Count; slot++)
        {
            switch (shape.Schema.Fields[slot].Schema.Kind)
            {
                case FactKind.Number or FactKind.Integer:
                    facts.SetNumber(slot, 7m);
                    break;
                case FactKind.Boolean:
                    facts.SetBoolean(slot, value: true);
                    break;
                case FactKind.Date:
                    facts.SetDate(slot, new DateTime(2024, 2, 29));
                    break;
                case FactKind.Text:
                    facts.SetReference(slot, "Li Na");
                    break;
                case FactKind.List when shape.Below(slot) is null:
                    facts.SetReference(slot, new[] { "Li Na" });
                    break;
            }
        }

        return facts;
    }

    private static bool IsMissing(FactObject facts, int slot) => Kinds[slot % Kinds.Length] switch
    {
        FactKind.Number or FactKind.Integer => facts.GetNumber(slot) is null && !facts.GetParts(slot).IsSome,
        FactKind.Boolean => facts.GetBoolean(slot) is null,
        FactKind.Date => facts.GetDate(slot) is null,
        _ => facts.GetReference(slot) is null,
    };
}
