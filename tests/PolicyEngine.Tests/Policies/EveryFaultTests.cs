using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Tests.Documents;

namespace PolicyEngine.Tests.Policies;

/// <summary>An author sees all faults of a document at once: those in its form and those in its expressions.</summary>
public sealed class EveryFaultTests
{
    [Fact]
    public void Faults_of_form_do_not_hide_faults_in_expressions()
    {
        var policy = Given.Policy(
            """
            "GlobalParams": [{ "Name": "broken", "Expression": "m.skils.x" }],
            "Rules": [{ "RuleName": "r", "Expression": "m.aa > 1 && broken > 1 && parameters.limit > 1", "Colour": "red",
              "Properties": { "reason": { "met": { "en": "$(m.b) $(m.bb) $(broken) $(parameters.limit)", "zh-CN": "好" } } } }]
            """,
            """ "parameters": { "limit": { "type": "nummber", "title": { "en": "Limit", "zh-CN": "限" }, "value": 1 } },""");

        Assert.Equal(
            ["/parameters/limit/type", "/workflow/GlobalParams/0/Expression", "/workflow/Rules/0/Colour", "/workflow/Rules/0/Expression", "/workflow/Rules/0/Properties/reason/met/en"],
            PointersOf(policy).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_uses_something_broken_is_not_blamed_for_it()
    {
        var policy = Given.Policy("""
            "GlobalParams": [{ "Name": "first", "Expression": "m.nope" }, { "Name": "second", "Expression": "first + 1" }],
            "Rules": [{ "RuleName": "r", "Expression": "second > 1" }]
            """);

        Assert.Equal(["/workflow/GlobalParams/0/Expression"], PointersOf(policy));
    }

    [Fact]
    public void An_operator_that_is_not_known_is_told_once()
    {
        var policy = Given.Policy($$"""
            "Rules": [{ "RuleName": "g", "Operator": "and also", "Rules": [ {{Given.Rule("m.flag")}} ] }]
            """);

        Assert.Equal(["/workflow/Rules/0/Operator"], PointersOf(policy));
    }

    [Fact]
    public void What_is_read_only_in_part_is_compiled_as_far_as_that_goes()
    {
        var file = Path.Combine(DiagnosticExamplesTests.Root, "policies", "kpi-weighting", "kam-kpi-weighting.json");
        var model = DocumentReader.Read(File.ReadAllBytes(Path.Combine(DiagnosticExamplesTests.Root, "policies", "models", "key-account-manager.json"))).Document!;
        var root = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        root.Remove("tests");
        var places = Places(root, []).Where(p => p.Length <= 5 && (p is not ["indicators", not "0", ..]) && p[^1] is not ("title" or "en" or "zh-CN")).ToList();

        foreach (var place in places)
        {
            foreach (var wrong in new JsonNode?[] { null, new JsonArray() })
            {
                var reading = DocumentReader.Read(Encoding.UTF8.GetBytes(With(root, place, wrong).ToJsonString()));
                var documents = reading.AsFarAsRead is { } read ? new[] { new VersionedDocument(model, 1), new VersionedDocument(read, 1) } : [];
                var set = PolicySet.Compile(documents, reuse: null, out var diagnostics);

                Assert.True(set.FindPolicy("kam-kpi-weighting") is null || reading.Document is not null, $"{string.Join('/', place)} is wrong, and can be calculated with");
                Assert.True(set.FindPolicy("kam-kpi-weighting") is not null || reading.Diagnostics.Concat(diagnostics.SelectMany(d => d.Value)).Any(d => d.Severity == DiagnosticSeverity.Error), string.Join('/', place));
            }
        }

        Assert.True(places.Count > 50);
    }

    private static IEnumerable<string[]> Places(JsonNode? node, string[] above) => node switch
    {
        JsonObject members => members.SelectMany(m => Places(m.Value, [.. above, m.Key]).Prepend([.. above, m.Key])),
        JsonArray items => items.SelectMany((item, i) => Places(item, [.. above, $"{i}"]).Prepend([.. above, $"{i}"])),
        _ => [],
    };

    /// <summary>Returns the document with a value replaced or removed.</summary>
    private static JsonNode With(JsonNode root, string[] place, JsonNode? value)
    {
        var changed = root.DeepClone();
        var owner = place[..^1].Aggregate(changed, (node, name) => node is JsonArray list ? list[int.Parse(name, CultureInfo.InvariantCulture)]! : node[name]!);
        if (owner is JsonArray items)
            items[int.Parse(place[^1], CultureInfo.InvariantCulture)] = value?.DeepClone();
        else if (value is null)
            owner.AsObject().Remove(place[^1]);
        else
            owner[place[^1]] = value.DeepClone();
        return changed;
    }

    private static IReadOnlyList<string> PointersOf(string policy)
    {
        var reading = DocumentReader.Read(Encoding.UTF8.GetBytes(policy));
        var documents = new[] { new VersionedDocument(Given.Read(Given.Model), 1), new VersionedDocument(reading.AsFarAsRead!, 1) };
        PolicySet.Compile(documents, reuse: null, out var diagnostics);
        return [.. reading.Diagnostics.Concat(diagnostics.SelectMany(d => d.Value)).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Pointer)];
    }
}
