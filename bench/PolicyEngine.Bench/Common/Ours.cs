using System.Buffers;
using PolicyEngine.Facts;
using PolicyEngine.Policies;
using PolicyEngine.Workflows;

namespace PolicyEngine.Bench.Common;

/// <summary>The common policy as a document for the engine.</summary>
internal sealed class Ours
{
    private static readonly (string Rule, string Code)[] Promotion = [("TENURE", "TENURE"), ("TOP_GRADE", "GRADE"), ("HISTORY", "HISTORY"), ("CERTIFICATE", "CERTIFICATE"), ("PROJECTS", "PROJECTS")];

    private static readonly string[] Documents = ["common-model.json", "common-policy.json"];

    /// <summary>Compiles the policy.</summary>
    /// <param name="root">The path of the repository.</param>
    /// <param name="isAccepted">Whether to read the documents as accepted before, without warnings.</param>
    public Ours(string root, bool isAccepted = false)
    {
        var folder = Path.Combine(root, "bench", "PolicyEngine.Bench", "Common");
        var documents = Documents.Select(f => File.ReadAllText(Path.Combine(folder, f))).Select(t => isAccepted ? Repository.ReadAccepted(t) : Repository.Read(t)).ToList();
        var set = PolicySet.Compile(documents, reuse: null, out var diagnostics);
        Policy = set.FindPolicy("common-appraisal") ?? throw new InvalidOperationException(string.Join('\n', diagnostics.SelectMany(d => d.Value)));
    }

    /// <summary>The compiled policy.</summary>
    public CompiledPolicy Policy { get; }

    /// <summary>Returns the same policy with its code translated to machine code, as the service does shortly after compiling.</summary>
    public Ours Translated()
    {
        Policy.Translate();
        return this;
    }

    /// <summary>Reads facts into typed objects.</summary>
    public FactObject?[] Read(byte[] facts) => Policy.ReadInputs(facts)!;

    /// <summary>Turns facts in JSON into outcomes in JSON, without reasons.</summary>
    public void WriteOutcomes(byte[] facts, IBufferWriter<byte> output)
    {
        using var answer = Policy.Answer(facts);
        answer.WriteOutcomes(output);
    }

    /// <summary>Turns facts in JSON into an answer in JSON, with a reason for every rule.</summary>
    public void WriteReasons(byte[] facts, IBufferWriter<byte> output)
    {
        using var answer = Policy.Answer(facts);
        answer.WriteMembers(output);
    }

    /// <summary>Returns the answer in the common form.</summary>
    public CommonAnswer Answer(byte[] facts)
    {
        var inputs = Policy.ReadInputs(facts)!;
        var rules = Policy.EvaluateRules(inputs).SelectMany(r => r.Rules.Prepend(r)).ToDictionary(r => r.Name, StringComparer.Ordinal);
        var events = rules.Values.Select(r => r.Event).OfType<string>().ToList();
        return new CommonAnswer(
            Text("managerId"),
            Text("period"),
            (decimal)rules["KPI"].Output!,
            (decimal)rules["RATING_360"].Output!,
            (decimal)rules["SCORE"].Output!,
            (string)rules["GRADE"].Output!,
            (decimal)rules["BONUS"].Output!,
            rules["ELIGIBLE"].Outcome == Outcome.Met,
            [.. Promotion.Where(p => rules[p.Rule].Outcome == Outcome.NotMet).Select(p => p.Code)],
            [.. events.Where(e => e.StartsWith("TRN_", StringComparison.Ordinal))],
            [.. events.Where(e => e.StartsWith("RWD_", StringComparison.Ordinal))]);

        string Text(string field) => new FactPlace(Policy.Inputs[0], field).Text(inputs[0]!)!;
    }
}
