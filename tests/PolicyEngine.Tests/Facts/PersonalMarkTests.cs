using System.Text;
using System.Text.Json.Nodes;
using PolicyEngine.Facts;
using PolicyEngine.Policies;

namespace PolicyEngine.Tests.Facts;

/// <summary>How a fact model marks personal data.</summary>
public sealed class PersonalMarkTests
{
    private const string Model =
        """
        {
          "kind": "fact-model", "id": "people", "title": { "en": "People", "zh-CN": "人员" }, "input": "m", "about": { "id": "id" },
          "schema": {
            "type": "object", "required": ["id"],
            "properties": { "id": { "type": "string" }, "name": { "type": "string" }, "notes": { "type": "array", "items": { "type": "string" } } }
          }
        }
        """;

    [Theory]
    [InlineData("/schema/properties/name", "true", PersonalData.Subject)]
    [InlineData("/schema/properties/name", "false", PersonalData.None)]
    [InlineData("/schema/properties/name", "\"others\"", PersonalData.Others)]
    public void A_field_is_marked_as_the_subjects_or_as_other_peoples(string at, string mark, PersonalData expected)
    {
        var model = Assert.IsType<FactModel>(Read(at, mark).Document);

        Assert.Equal(expected, model.Schema.Find("name")!.Personal);
        Assert.Equal(PersonalData.None, model.Schema.Find("id")!.Personal);
    }

    [Theory]
    [InlineData("/schema/properties/name", "\"yes\"", "wrong-type /schema/properties/name/personal")]
    [InlineData("/schema/properties/name", "1", "wrong-type /schema/properties/name/personal")]
    [InlineData("/schema/properties/id", "true", "about-field /about/id")]
    [InlineData("/schema", "true", "about-field /schema/personal")]
    public void A_mark_that_cannot_hold_is_refused_with_its_place(string at, string mark, string expected) =>
        Assert.Equal(expected, string.Join(", ", Read(at, mark).Diagnostics.Select(d => $"{d.Code} {d.Pointer}")));

    private static DocumentReading Read(string at, string mark)
    {
        var model = JsonNode.Parse(Model)!;
        var node = at.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(model, (n, name) => n[name]!);
        node["personal"] = JsonNode.Parse(mark);
        return DocumentReader.Read(Encoding.UTF8.GetBytes(model.ToJsonString()));
    }
}
