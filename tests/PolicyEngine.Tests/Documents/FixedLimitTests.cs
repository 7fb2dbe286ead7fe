using System.Globalization;
using System.Text;
using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Tests.Policies;

namespace PolicyEngine.Tests.Documents;

/// <summary>The limits that are not settings: what just reaches a limit is accepted, and what exceeds it by one is not.</summary>
public sealed class FixedLimitTests
{
    [Theory]
    [InlineData("name of a rule", 128, "out-of-range")]
    [InlineData("name of an event", 128, "out-of-range")]
    [InlineData("name of a workflow", 128, "out-of-range")]
    [InlineData("reads", 8, "too-many")]
    [InlineData("parameters", 200, "too-many")]
    [InlineData("text of a parameter", 4_096, "out-of-range")]
    [InlineData("text in a parameter", 4_096, "out-of-range")]
    [InlineData("grades", 40, "too-many")]
    [InlineData("tests", 500, "too-many")]
    [InlineData("name of a test", 200, "out-of-range")]
    [InlineData("objects of a model", 500, "too-many")]
    [InlineData("properties", 200, "too-many")]
    [InlineData("levels of a model", 8, "too-deep")]
    [InlineData("words of an enum", 500, "too-many")]
    [InlineData("maxItems", 10_000, "out-of-range")]
    [InlineData("maxLength", 4_096, "out-of-range")]
    public void A_document_may_hold_as_much_and_not_one_more(string what, int most, string code)
    {
        Assert.Empty(Errors(Document(what, most)));
        Assert.Equal([code], Errors(Document(what, most + 1)));
    }

    [Fact]
    public void The_facts_of_a_policys_tests_may_have_eight_mebibytes_together()
    {
        // Shared facts count for every test.
        string With(int characters) => Given.Policy("\"Rules\": [{ \"RuleName\": \"r\", \"Expression\": \"m.a > 1\" }]", $$"""
            "tests": { "base": { "id": "{{new string('1', characters)}}" }, "cases": [{{Joined(256, i => $$"""{ "name": "t{{i}}", "expect": { "outcome": "undetermined" } }""")}}] },
            """);
        var most = (PolicyTests.MaxFactsBytes / 256) - """{"id":""}""".Length;

        Assert.Empty(Errors(With(most)));
        Assert.Equal(["too-many"], Errors(With(most + 1)));
    }

    [Theory]
    [InlineData("m.name + m.name + m.名称 != \"\"", 4_096, 1_808, null)]
    [InlineData("m.name + m.name + m.名称 != \"\"", 4_096, 1_809, "text-too-long")]
    [InlineData("m.nums.Concat(m.nums).Any()", 10_000, 0, null)]
    [InlineData("m.nums.Concat(m.nums).Concat(new [] { 1.0 }).Any()", 10_000, 0, "list-too-long")]
    [InlineData("m.nums.Concat(m.nums).Union(new [] { 1.0 }).Any()", 10_000, 0, "list-too-long")]
    [InlineData("m.nums.SelectMany(n => m.nums).Any()", 141, 0, null)]
    [InlineData("m.nums.SelectMany(n => m.nums).Any()", 142, 0, "list-too-long")]
    public void A_decision_may_put_together_as_much_and_not_one_more(string expression, int first, int second, string? fault)
    {
        var model = Given.Model
            .Replace("me\": { \"type\": \"string\"", "me\": { \"type\": \"string\", \"maxLength\": 4096", StringComparison.Ordinal)
            .Replace("名称\": { \"type\": \"string\"", "名称\": { \"type\": \"string\", \"maxLength\": 4096", StringComparison.Ordinal)
            .Replace("\"nums\": { \"type\": \"array\"", "\"nums\": { \"type\": \"array\", \"maxItems\": 10000", StringComparison.Ordinal);
        var set = Given.Compile([model, Given.Policy($"\"Rules\": [{Given.Rule(expression)}]")], out var problems);
        var facts = $$"""{ "id": "1", "name": "{{new string('a', second > 0 ? first : 1)}}", "名称": "{{new string('b', second)}}", "nums": [{{Joined(second > 0 ? 0 : first, _ => "1")}}] }""";

        Assert.Empty(problems);
        Assert.Equal(fault, Given.Decide(set.FindPolicy("p")!, facts).Rules[0].Fault?.Code);
    }

    [Theory]
    [InlineData(4_000, 4_000)]
    [InlineData(4_001, 4_001)] // With the ellipsis of the cut.
    [InlineData(4_090, 4_001)]
    public void A_filled_reason_is_cut_and_the_cut_is_shown(int filled, int shown)
    {
        var policy = Given.Compiled(Given.Policy($$"""
            "Rules": [{ "RuleName": "r", "Expression": "m.a > 1", "Properties": { "reason": { "met": { "en": "{{new string('x', filled - 10)}}$(m.name)", "zh-CN": "中" } } } }]
            """));

        var reason = Given.Decide(policy, """{ "id": "1", "a": 2, "name": "0123456789" }""").Rules[0].Reason.En;

        Assert.Equal((shown, filled > 4_000), (reason.Length, reason.EndsWith('…')));
    }

    [Theory]
    [InlineData(31, null)] // 32 levels, including the object itself.
    [InlineData(32, "malformed-json")]
    public void Facts_may_nest_so_deep(int depth, string? code)
    {
        var policy = Given.Compiled(Given.Policy("\"Rules\": [{ \"RuleName\": \"r\", \"Expression\": \"m.a > 1\" }]"));
        var facts = $$"""{ "id": "1", "unknown": {{new string('[', depth)}}{{new string(']', depth)}} }""";

        Assert.Equal(code is null ? [] : [code], policy.Decide(Encoding.UTF8.GetBytes(facts)).Facts.Faults.Select(f => f.Code));
    }

    [Fact]
    public void Of_the_faults_and_unknown_members_of_facts_the_first_are_told()
    {
        var policy = Given.Compiled(Given.Policy("\"Rules\": [{ \"RuleName\": \"r\", \"Expression\": \"m.a > 1\" }]"));

        var unknown = policy.Decide(Encoding.UTF8.GetBytes($$"""{ "id": "1", {{Joined(101, i => $"\"u{i}\": 1")}} }"""));
        var wrong = policy.Decide(Encoding.UTF8.GetBytes($$"""{ "id": "1", "nums": [{{Joined(51, _ => "true")}}] }"""));

        Assert.Equal((100, 50), (unknown.Facts.Ignored.Count, wrong.Facts.Faults.Count));
    }

    [Theory]
    [InlineData(5_000, null)]
    [InlineData(5_001, "too-many")]
    public void The_objects_in_facts_may_have_a_million_fields_together(int objects, string? code)
    {
        var model = Model($"\"list\": {{ \"type\": \"array\", \"maxItems\": 10000, \"items\": {Object(Joined(200, i => $"\"f{i}\": {{ \"type\": \"number\" }}"))} }}");
        var set = Given.Compile([model, Given.Policy($"\"Rules\": [{Given.Rule("m.list.Count() > 1")}]")], out var problems);
        Assert.Empty(problems);

        var decision = set.FindPolicy("p")!.Decide(Encoding.UTF8.GetBytes($$"""{ "id": "1", "list": [{{Joined(objects, _ => "{}")}}] }"""));

        Assert.Equal(code is null ? [] : [$"{code} /list/5000"], decision.Facts.Faults.Select(f => $"{f.Code} {f.Pointer}"));
    }

    private static List<string> Errors(string document) =>
        [.. DocumentReader.Read(Encoding.UTF8.GetBytes(document)).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Code)];

    private static string Document(string what, int n)
    {
        const string Rules = "\"Rules\": [{ \"RuleName\": \"r\", \"Expression\": \"m.a > 1\" }]";
        string Parameter(string type, string value) => Given.Policy(Rules, $$"""
            "parameters": { "p": { "title": { "en": "P", "zh-CN": "参" }, "type": "{{type}}", "value": {{value}} } },
            """);
        var name = new string('x', n);
        return what switch
        {
            "name of a rule" => Given.Policy($$"""
                "Rules": [{ "RuleName": "{{name}}", "Expression": "m.a > 1" }]
                """),
            "name of an event" => Given.Policy($"\"Rules\": [{Given.Rule("m.a > 1", $"\"SuccessEvent\": \"{name}\"")}]"),
            "name of a workflow" => Given.Policy(Rules).Replace("\"WorkflowName\": \"p\"", $"\"WorkflowName\": \"{name}\"", StringComparison.Ordinal),
            "reads" => Given.Policy(Rules, $"\"reads\": {{ {Joined(n, i => $"\"r{i}\": \"policy-{i}\"")} }},"),
            "parameters" => Given.Policy(Rules, $$"""
                "parameters": { {{Joined(n, i => $$"""
                "p{{i}}": { "title": { "en": "P", "zh-CN": "参" }, "type": "number", "value": 1 }
                """)}} },
                """),
            "text of a parameter" => Parameter("text", $"\"{name}\""),
            "text in a parameter" => Parameter("texts", $"[\"a\", \"{name}\"]"),
            "grades" => Parameter("grades", $"[{Joined(n, i => $$"""{ "grade": "g{{i}}", "from": {{n - i}} }""")}]"),
            "tests" => Given.Policy(Rules, $$"""
                "tests": { "cases": [{{Joined(n, i => $$"""{ "name": "t{{i}}", "facts": { "id": "1" }, "expect": { "outcome": "undetermined" } }""")}}] },
                """),
            "name of a test" => Given.Policy(Rules, $$"""
                "tests": { "cases": [{ "name": "{{name}}", "facts": { "id": "1" }, "expect": { "outcome": "undetermined" } }] },
                """),
            "objects of a model" => Model(Joined(5, i => $"\"o{i}\": {Object(Joined(((n - 6) / 5) + (i < (n - 6) % 5 ? 1 : 0), j => $"\"p{j}\": {Object("\"q\": { \"type\": \"number\" }")}"))}")),
            "properties" => Model(Joined(n - 1, i => $"\"f{i}\": {{ \"type\": \"number\" }}")),
            // The root and the number at the end count as levels too.
            "levels of a model" => Model($"\"o\": {Enumerable.Range(0, n - 2).Aggregate("{ \"type\": \"number\" }", (inner, _) => Object($"\"o\": {inner}"))}"),
            "words of an enum" => Model($"\"e\": {{ \"type\": \"string\", \"enum\": [{Joined(n, i => $"\"w{i}\"")}] }}"),
            "maxItems" => Model(string.Create(CultureInfo.InvariantCulture, $"\"l\": {{ \"type\": \"array\", \"maxItems\": {n}, \"items\": {{ \"type\": \"number\" }} }}")),
            "maxLength" => Model(string.Create(CultureInfo.InvariantCulture, $"\"t\": {{ \"type\": \"string\", \"maxLength\": {n} }}")),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "there is no such limit"),
        };
    }

    private static string Model(string properties) => $$"""
        { "kind": "fact-model", "id": "people", "title": { "en": "People", "zh-CN": "人员" }, "input": "m", "about": { "id": "id" },
          "schema": { "type": "object", "required": ["id"], "properties": { "id": { "type": "string" }, {{properties}} } } }
        """;

    private static string Object(string properties) => $"{{ \"type\": \"object\", \"properties\": {{ {properties} }} }}";

    private static string Joined(int count, Func<int, string> item) => string.Join(',', Enumerable.Range(0, count).Select(item));
}
