using System.Text;
using PolicyApi.Catalog;
using PolicyEngine.Policies;

namespace PolicyApi.Tests.Catalog;

/// <summary>The policies used most are translated first, and finally all in force.</summary>
public sealed class TranslationOrderTests
{
    private static readonly byte[] Facts = Encoding.UTF8.GetBytes("""{ "id": "1", "a": 2 }""");

    [Fact]
    public void What_is_in_force_is_translated_by_use_and_then_the_rest()
    {
        var set = SetOf("seldom", "often", "never");
        Ask(set, "seldom", 1);
        Ask(set, "often", 2);

        Assert.Equal(["often", "seldom", "never"], Drain(set, []));
    }

    [Fact]
    public void What_is_not_in_force_is_translated_only_when_it_is_worth_it()
    {
        var (inForce, other) = (SetOf("now"), SetOf("draft", "job"));
        Ask(other, "draft", TranslationOrder.WorthIt - 1);
        Ask(other, "job", TranslationOrder.WorthIt);

        Assert.Equal(["job", "now"], Drain(inForce, [other]));
    }

    private static List<string> Drain(PolicySet inForce, PolicySet[] others)
    {
        var order = new List<string>();
        while (TranslationOrder.Next(inForce, others) is { } next)
        {
            order.Add(next.Policy.Id);
            next.Translate();
        }

        return order;
    }

    private static void Ask(PolicySet set, string policy, int times)
    {
        for (var i = 0; i < times; i++)
            set.FindPolicy(policy)!.Decide(Facts);
    }

    private static PolicySet SetOf(params string[] ids)
    {
        var model = Read("""
            { "kind": "fact-model", "id": "people", "title": { "en": "P", "zh-CN": "人" }, "input": "m", "about": { "id": "id" },
              "schema": { "type": "object", "required": ["id"], "properties": { "id": { "type": "string" }, "a": { "type": "number" } } } }
            """);
        var policies = ids.Select(id => Read($$"""
            { "kind": "training-trigger", "id": "{{id}}", "title": { "en": "P", "zh-CN": "策" }, "model": "people",
              "workflow": { "WorkflowName": "w", "Rules": [ { "RuleName": "r", "Expression": "m.a > 1" } ] } }
            """));
        return PolicySet.Compile([model, .. policies], reuse: null, out _);
    }

    private static VersionedDocument Read(string text) => new(DocumentReader.Read(Encoding.UTF8.GetBytes(text)).Document!, 1);
}
