using PolicyEngine.Facts;

namespace PolicyEngine.Tests.Appraisals;

/// <summary>Weighting policies read nested objects, also when two models with the same input name are in use.</summary>
public sealed class NestedFactsTests
{
    [Fact]
    public void Objects_within_objects_are_read_and_models_of_one_name_are_kept_apart()
    {
        string[] names = ["first", "second", "first"];
        foreach (var name in names)
        {
            var shape = FactShape.Create(Within("outer", Within("inner", Within(name, new FactSchema { Kind = FactKind.Number }))), "manager");
            var root = shape.CreateInstance();
            var outer = shape.Below(0)!.CreateInstance();
            var inner = shape.Below(0)!.Below(0)!.CreateInstance();
            inner.SetNumber(0, 3);
            outer.SetReference(0, inner);
            root.SetReference(0, outer);

            Assert.Equal(3m, new FactPlace(shape, $"outer.inner.{name}").Number(root));
        }
    }

    private static FactSchema Within(string name, FactSchema schema) =>
        new() { Kind = FactKind.Object, Fields = [new FactField(name, schema, Required: false)] };
}
