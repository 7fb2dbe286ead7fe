using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Reference;
using PolicyEngine.Tests.Policies;
using PolicyEngine.Workflows;

namespace PolicyEngine.Tests.Reference;

public sealed class ReferenceCheckTests
{
    private const string Complete = """{ "id": "1", "name": "n", "名称": "n", "a": 5, "b": 1, "c": 1, "i": 1, "flag": true, "other": false, "hired": "2024-01-01", "skills": { "x": 1, "y": 1 }, "items": [], "nums": [], "tags": [] }""";

    [Fact]
    public void Every_policy_of_the_repository_agrees_with_RulesEngine_on_generated_facts()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "PolicyService.sln")))
            root = root.Parent;
        var documents = Directory.EnumerateFiles(Path.Combine(root.FullName, "policies"), "*.json", SearchOption.AllDirectories)
            .Select(f => DocumentReader.Read(File.ReadAllBytes(f)).Document).OfType<Document>().Where(d => d.Kind != DocumentKind.Scheme).Select(d => new VersionedDocument(d, 1)).ToList();
        var set = PolicySet.Compile(documents, reuse: null, out _);
        var policies = documents.Where(d => d.Document is PolicyDocument).Select(d => set.FindPolicy(d.Document.Id)!).ToList();
        Assert.NotEmpty(policies);

        var reports = policies.Select(p => (p.Policy.Id, Report: ReferenceCheck.Run(p, []))).ToList();

        Assert.Empty(reports.SelectMany(r => r.Report.Disagreements.Select(d => $"{r.Id}: {d}")));
        Assert.All(reports, r => Assert.True(r.Report.Compared > 0, r.Id));
    }

    [Fact]
    public void A_check_of_the_same_policy_gives_the_same_report()
    {
        var policy = Given.Compiled(Given.Policy($"\"Rules\": [{Given.Rule("m.a > m.b && m.items.Any(x => x.v > 3)")}]"));

        Assert.Equivalent(ReferenceCheck.Run(policy, [], 100), ReferenceCheck.Run(policy, [], 100), strict: true);
        Assert.Equal(100, ReferenceCheck.Run(policy, [], 100).Compared);
    }

    [Fact]
    public void Complete_samples_are_compared_and_incomplete_or_refused_ones_passed_over()
    {
        var policy = Given.Compiled(Given.Policy($"\"Rules\": [{Given.Rule("m.a > 3")}]"));
        ReadOnlyMemory<byte>[] samples = [System.Text.Encoding.UTF8.GetBytes(Complete), """{ "id": "1", "a": 5 }"""u8.ToArray(), "{"u8.ToArray()];

        var report = ReferenceCheck.Run(policy, samples, generated: 0);

        Assert.Equal(1, report.Compared);
        Assert.Empty(report.Disagreements);
    }

    [Fact]
    public void A_rule_that_RulesEngine_answers_otherwise_becomes_an_error_where_the_rule_stands()
    {
        var policy = Given.Compiled(Given.Policy($"\"Rules\": [{Given.Rule("m.flag").Replace("\"r\"", "\"fine\"", StringComparison.Ordinal)}, {Given.Rule("m.name.CompareTo(\"B\") < 0")}]"));

        var found = Assert.Single(ReferenceCheck.Run(policy, []).Diagnostics);

        Assert.Equal(("reference-disagreement", "/workflow/Rules/1"), (found.Code, found.Pointer));
    }

    [Theory]
    [InlineData("\"xxxxxxxxxxxxxxxx\" + m.name", "{0} + {0}")]
    [InlineData("m.nums.Concat(new [] { 1.5 })", "{0}.Concat({0})")]
    public void Params_that_nobody_needs_and_that_would_fill_the_memory_are_not_given_to_RulesEngine(string first, string next)
    {
        var doubling = Enumerable.Range(1, 60).Select(i => $$"""{ "Name": "p{{i}}", "Expression": "{{string.Format(System.Globalization.CultureInfo.InvariantCulture, next, $"p{i - 1}")}}" }""");
        var policy = Given.Compiled(Given.Policy($$"""
            "Rules": [{{Given.Rule("m.flag")}}],
            "GlobalParams": [{ "Name": "p0", "Expression": {{System.Text.Json.JsonSerializer.Serialize(first)}} }, {{string.Join(", ", doubling)}}]
            """));

        Assert.Equal(0, ReferenceCheck.Run(policy, [], generated: 20).Compared);
    }

    [Fact]
    public void Lists_upon_lists_are_put_together_once_by_RulesEngine_too()
    {
        var upon = Enumerable.Range(1, 60).Select(i => $$"""{ "Name": "p{{i}}", "Expression": "p{{i - 1}}.Where(x => p{{i - 1}}.Any(y => y >= x))" }""");
        var policy = Given.Compiled(Given.Policy($$"""
            "Rules": [{{Given.Rule("p60.Count() == m.nums.Count()")}}], "GlobalParams": [{ "Name": "p0", "Expression": "m.nums" }, {{string.Join(", ", upon)}}]
            """));

        var report = ReferenceCheck.Run(policy, [], generated: 20);

        Assert.Empty(report.Disagreements);
        Assert.Equal(20, report.Compared);
    }

    [Theory]
    [InlineData("\"Operator\": \"Or\", \"WorkflowsToInject\": [\"v\"], \"Rules\": [{ \"RuleName\": \"own\", \"Expression\": \"m.flag\" }]", 100)]
    [InlineData("\"Operator\": \"And\", \"WorkflowsToInject\": [\"v\"]", 50)]
    public void Rules_that_a_rule_injects_are_compared_as_if_they_were_written_into_it(string group, int compared)
    {
        var policy = Given.Compiled(Given.Policy(string.Empty).Replace("{ \"WorkflowName\": \"p\",  }", $$"""
            [{ "WorkflowName": "p", "Rules": [{ "RuleName": "g", {{group}} }] }, { "WorkflowName": "v", "Rules": [{{Given.Rule("m.a > 3")}}] }]
            """, StringComparison.Ordinal));

        var report = ReferenceCheck.Run(policy, []);

        Assert.Empty(report.Disagreements);
        Assert.True(report.Compared >= compared, $"{report.Compared} answers were compared");
    }

    [Fact]
    public void What_differs_is_named_with_both_answers()
    {
        var ours = new RuleResult("r", new("r", "r"), null, Outcome.Met, null, new("r", "r"), [], [], 5m, null, []);
        var theirs = new ReferenceAnswer("r", Met: false, Output: null, Fault: null, []);

        var (rule, difference) = Assert.Single(ReferenceComparison.Differences([ours], [theirs], out var compared));

        Assert.Equal(("r", "here it is met, in RulesEngine not met", 1), (rule, difference, compared));
        Assert.Equal("here it gives `5`, in RulesEngine `6`", Assert.Single(ReferenceComparison.Differences([ours], [theirs with { Met = true, Output = 6 }], out _)).Difference);
        Assert.Empty(ReferenceComparison.Differences([ours], [theirs with { Fault = "Error while …" }], out _));
    }
}
