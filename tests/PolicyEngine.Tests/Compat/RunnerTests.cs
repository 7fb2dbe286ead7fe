using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyEngine.Compat;

namespace PolicyEngine.Tests.Compat;

/// <summary>A documented difference excuses what it describes and nothing else: tests of the runner itself, on cases that are wrong.</summary>
public sealed class RunnerTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Compat");
    private static readonly JsonArray All = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "runner.json")))!["cases"]!.AsArray();

    public static TheoryData<string> Ids() => [.. All.Select(c => c!["id"]!.GetValue<string>())];

    public static TheoryData<string, int> Wrong()
    {
        var data = new TheoryData<string, int>();
        foreach (var item in All)
        {
            for (var i = 0; i < item!["wrong"]!.AsArray().Count; i++)
                data.Add(item["id"]!.GetValue<string>(), i);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_documented_difference_is_told_by_its_name(string id)
    {
        var item = Case(id);

        var verdict = Run(item);

        Assert.True(verdict.Passed, verdict.ToString());
        Assert.Contains(verdict.Deviations, d => d.StartsWith(DeviationOf(item), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_expectation_beside_a_documented_difference_fails(string id, int which)
    {
        var item = Case(id);
        Merge(item["expect"]!.AsObject(), item["wrong"]![which]!.AsObject());

        Assert.False(Run(item).Passed);
    }

    [Fact]
    public void Every_documented_difference_has_a_case()
    {
        var shown = All.Select(c => c!["deviation"]!.GetValue<string>()).Order(StringComparer.Ordinal).Distinct();

        Assert.Equal(typeof(Deviations).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => f.Name).Order(StringComparer.Ordinal), shown);
    }

    [Fact]
    public void Every_name_that_is_refused_on_purpose_stands_in_the_documentation()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "compatibility.md"));
        var refused = page[page.IndexOf("## Refused when saving", StringComparison.Ordinal)..];

        Assert.All(Refusals.Names, name => Assert.Contains(name, refused, StringComparison.Ordinal));
    }

    private static JsonObject Case(string id) => All.First(c => c!["id"]!.GetValue<string>() == id)!.DeepClone().AsObject();

    private static string DeviationOf(JsonObject item) =>
        (string)typeof(Deviations).GetField(item["deviation"]!.GetValue<string>(), BindingFlags.Public | BindingFlags.Static)!.GetRawConstantValue()!;

    private static Verdict Run(JsonObject item) => CompatCase.Run(JsonSerializer.SerializeToElement(item), Folder);

    private static void Merge(JsonObject into, JsonObject from)
    {
        foreach (var (name, value) in from)
        {
            if (value is null && into.ContainsKey(name))
                into.Remove(name);
            else if (into[name] is JsonObject inner && value is JsonObject more)
                Merge(inner, more);
            else
                into[name] = value?.DeepClone();
        }
    }
}
