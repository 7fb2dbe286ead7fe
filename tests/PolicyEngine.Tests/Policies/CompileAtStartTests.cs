using System.Text;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyEngine.Tests.Policies;

/// <summary>A process that starts compiles beside each other what is otherwise compiled one by one: nobody can tell by the answers.</summary>
public sealed class CompileAtStartTests
{
    private const int Policies = 40;

    private static readonly byte[] Facts = Encoding.UTF8.GetBytes("""{ "id": "1", "a": 20, "b": 2 }""");

    [Fact]
    public void Every_policy_decides_as_when_compiled_one_by_one_before_and_after_its_code_is_translated()
    {
        var documents = Documents().ToList();
        var expected = PolicySet.Compile(documents, reuse: null, out var problems);

        var set = PolicySet.CompileAtStart(documents, reuse: null, out var found);

        Assert.Equal(Told(problems), Told(found));
        Assert.Equal(Answers(expected), Answers(set));
        set.Warm();
        Assert.Equal(Answers(expected), Answers(set));
    }

    [Fact]
    public async Task Translating_beside_decisions_disturbs_none()
    {
        var documents = Documents().ToList();
        var expected = Answers(PolicySet.Compile(documents, reuse: null, out _));
        var set = PolicySet.CompileAtStart(documents, reuse: null, out _);

        var warming = Task.Run(set.Warm);
        var answers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => Answers(set))).ToArray();

        Assert.All(await Task.WhenAll(answers), a => Assert.Equal(expected, a));
        await warming;
    }

    /// <summary>Policies that read no other, one that reads one of them, one that is broken, and one that reads what is broken.</summary>
    private static IEnumerable<VersionedDocument> Documents()
    {
        yield return Of(Given.Model);
        for (var i = 0; i < Policies; i++)
            yield return Of(Named($"p{i}", Given.Policy($$"""{{Rules($"m.a > {i} && m.b < {i}")}}""")));
        yield return Of(Named("reader", Given.Policy(Rules("m.a > 3 && before.met"), "\"reads\": { \"before\": \"p7\" },")));
        yield return Of(Named("broken", Given.Policy(Rules("m.nobody > 3"))));
        yield return Of(Named("astray", Given.Policy(Rules("m.a > 3"), "\"reads\": { \"before\": \"broken\" },")));
    }

    private static string Rules(string expression) => $"\"Rules\": [ {Given.Rule(expression)} ]";

    private static string Named(string id, string policy) => policy.Replace("\"id\": \"p\"", $"\"id\": \"{id}\"", StringComparison.Ordinal);

    private static VersionedDocument Of(string text) => new(Given.Read(text), 1);

    private static List<string> Told(IReadOnlyDictionary<VersionedDocument, IReadOnlyList<Diagnostic>> diagnostics) =>
        [.. diagnostics.SelectMany(d => d.Value, (d, found) => $"{d.Key.Document.Id} {found.Code} {found.Pointer}: {found.Message}").Order(StringComparer.Ordinal)];

    private static List<string> Answers(PolicySet set) =>
        [.. Enumerable.Range(0, Policies).Select(i => $"p{i}").Append("reader").Append("broken").Append("astray").Select(id => $"{id}: {Answer(set.FindPolicy(id))}")];

    private static string Answer(CompiledPolicy? policy) =>
        policy is null ? "none" : string.Join(';', policy.Decide(Facts).Result?.Rules.Select(r => $"{r.Name} {r.Outcome} {r.Reason}") ?? ["refused"]);
}
