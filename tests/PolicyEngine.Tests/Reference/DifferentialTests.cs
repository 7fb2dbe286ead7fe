using System.Text;
using FsCheck.Xunit;
using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Reference;
using PolicyEngine.Workflows;

namespace PolicyEngine.Tests.Reference;

/// <summary>
/// Every generated workflow has eight rules (four of them occur in groups as well), each evaluated for 22 subjects, which makes 176 cases. 21,120 cases are
/// compared with RulesEngine and by the book, and 10,560 more by the book only. When a case fails, FsCheck prints the seed to replay it.
/// </summary>
public sealed class DifferentialTests
{
    private static readonly VersionedDocument Model = new(Policies.Given.Read(Subject.Model), 1);
    private static readonly PolicySet ModelOnly = PolicySet.Compile([Model], reuse: null, out _);

    [Property(MaxTest = 120, Arbitrary = [typeof(CaseGenerators)], MaxRejected = 0)]
    internal void On_complete_facts_it_answers_as_RulesEngine_and_as_the_book(CompleteCase generated)
    {
        var item = generated.Case;
        var policy = Compile(item.Workflow);
        var reference = ReferenceWorkflow.Create(policy, policy.Library!);
        foreach (var subject in item.Subjects)
            CheckBook(item, subject, policy.EvaluateRules(policy.ReadInputs(subject.ToJson())!));
        policy.Translate();
        foreach (var subject in item.Subjects)
        {
            var inputs = policy.ReadInputs(subject.ToJson())!;
            var ours = policy.EvaluateRules(inputs);
            var theirs = reference.Evaluate([.. inputs.Select(i => i!)]);
            CheckBook(item, subject, ours);
            Assert.DoesNotContain(theirs, t => t.Fault is not null);
            Assert.Empty(ReferenceComparison.Differences(ours, theirs, out var compared));
            Assert.Equal(12, compared);
        }
    }

    [Property(MaxTest = 60, Arbitrary = [typeof(CaseGenerators)], MaxRejected = 0)]
    internal void Where_facts_are_missing_it_answers_by_Kleenes_tables(GappyCase generated)
    {
        var item = generated.Case;
        var policy = Compile(item.Workflow);
        foreach (var subject in item.Subjects)
            CheckBook(item, subject, policy.EvaluateRules(policy.ReadInputs(subject.ToJson())!));
        policy.Translate();
        foreach (var subject in item.Subjects)
            CheckBook(item, subject, policy.EvaluateRules(policy.ReadInputs(subject.ToJson())!));
    }

    private static void CheckBook(GeneratedCase item, Subject subject, IReadOnlyList<RuleResult> results)
    {
        for (var i = 0; i < item.Rules.Count; i++)
        {
            var (expected, result) = (item.Expected(i, subject), results[i]);
            Assert.True(expected == result.Outcome, $"{result.Name} is {result.Outcome}, by the book {expected}, for {subject}");
            Assert.Equal(result.Outcome == Outcome.Undetermined, result.Missing.Count > 0);
        }
    }

    private static CompiledPolicy Compile(string workflow)
    {
        var text = $$"""{ "kind": "training-trigger", "id": "p", "title": { "en": "P", "zh-CN": "策" }, "model": "people", "workflow": {{workflow}} }""";
        var document = DocumentReader.Read(Encoding.UTF8.GetBytes(text));
        Assert.DoesNotContain(document.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        var set = PolicySet.Compile([Model, new VersionedDocument(document.Document!, 1)], ModelOnly, out var diagnostics);
        var errors = diagnostics.SelectMany(d => d.Value).Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(errors.Count == 0, string.Join('\n', errors.Select(d => $"{d.Code} at {d.Pointer} {d.Offset}: {d.Message}")));
        return set.FindPolicy("p")!;
    }
}
