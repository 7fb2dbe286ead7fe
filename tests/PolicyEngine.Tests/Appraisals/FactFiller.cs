using System.Globalization;
using System.Text.Json.Nodes;
using PolicyEngine.Facts;

namespace PolicyEngine.Tests.Appraisals;

/// <summary>Fills an instance of a shape from JSON, without checks: test data is well-formed.</summary>
internal static class FactFiller
{
    public static FactObject Fill(FactShape shape, JsonObject json)
    {
        var facts = shape.CreateInstance();
        foreach (var (name, value) in json)
        {
            var slot = shape.SlotOf(name);
            Assert.True(slot >= 0, $"the model has no `{name}` in `{shape.Path}`");
            switch (value)
            {
                case JsonObject below:
                    facts.SetReference(slot, Fill(shape.Below(slot)!, below));
                    break;
                case JsonArray list:
                    facts.SetReference(slot, FillList(shape.Below(slot)!, list));
                    break;
                case JsonValue single when shape.Schema.Fields[slot].Schema.Kind == FactKind.Text:
                    facts.SetReference(slot, single.GetValue<string>());
                    break;
                case JsonValue single when shape.Schema.Fields[slot].Schema.Kind == FactKind.Boolean:
                    facts.SetBoolean(slot, single.GetValue<bool>());
                    break;
                case JsonValue single:
                    facts.SetNumber(slot, decimal.Parse(single.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture));
                    break;
            }
        }

        return facts;
    }

    private static Array FillList(FactShape items, JsonArray list)
    {
        var filled = Array.CreateInstance(items.ClrType, list.Count);
        for (var i = 0; i < list.Count; i++)
            filled.SetValue(Fill(items, list[i]!.AsObject()), i);
        return filled;
    }
}
