using System.Buffers;
using System.Text.Json;
using PolicyEngine.Bench.Scheme.Hand;
using PolicyEngine.Bench.Timing;
using PolicyEngine.Facts;
using PolicyEngine.Policies;
using PolicyEngine.Policies.Appraising;

namespace PolicyEngine.Bench.Scheme;

/// <summary>
/// Compares a whole appraisal by the reference scheme with the same decisions by a hand-written program, without reasons on both sides. Both are measured on
/// the sample managers without missing data, because the hand-written program requires that.
/// </summary>
internal static class SchemeContest
{
    private const string Typed = "a ours, typed facts";
    private const string HandTyped = "f hand-written, typed facts";
    private const string Bytes = "b ours, bytes to bytes, outcomes alone";
    private const string Reasons = "  (b, with every reason in two languages)";
    private const string HandBytes = "e hand-written, bytes to bytes, outcomes alone";

    public static void Run(string root, int rounds)
    {
        var set = Repository.Compile(root);
        foreach (var policy in set.Policies)
            policy.Translate();
        var contest = Prepare(root, set, rounds);
        contest.Run();
        Ratio.Print("scheme a/f", contest[Typed].Nanoseconds / contest[HandTyped].Nanoseconds, "at most 1.3");
        Ratio.Print("scheme b/e", contest[Bytes].Nanoseconds / contest[HandBytes].Nanoseconds, "at most 0.7; outcomes alone on both sides");
        Ratio.Print("scheme b with reasons/e without", contest[Reasons].Nanoseconds / contest[HandBytes].Nanoseconds, "ours says why in two languages, which is not asked of the other");
        PolicyContest.Run(set, Managers(root), rounds);
    }

    /// <summary>Runs one variant repeatedly, for profiling.</summary>
    public static void Loop(string root, string variant, TimeSpan time)
    {
        var set = Repository.Compile(root);
        foreach (var policy in set.Policies)
            policy.Translate();
        Prepare(root, set, rounds: 1).Loop(variant, time);
    }

    private static Contest Prepare(string root, PolicySet set, int rounds)
    {
        var scheme = set.FindScheme("kam-annual")!;
        var (plan, hand) = (scheme.Plan, new HandScheme());
        var managers = Managers(root);
        var complete = Array.FindAll(managers, m => IsComplete(scheme, hand, m));
        if (complete.Length < 5)
            throw new InvalidOperationException($"only {complete.Length} of the sample managers are complete");
        var typed = Array.ConvertAll(complete, m => scheme.ReadOwn(m).Facts);
        var facts = Array.ConvertAll(complete, m => JsonSerializer.Deserialize(m, SchemeJson.Default.SchemeFacts)!);
        var output = new ArrayBufferWriter<byte>(131_072);
        var contest = new Contest($"scheme ({complete.Length} of {managers.Length} managers)", rounds);
        contest.Add("  (result with reasons as objects, all managers)", i => scheme.Appraise(managers[i % managers.Length]));
        contest.Add(Typed, i => Run(plan, typed[i % typed.Length]));
        contest.Add(HandTyped, i => hand.Decide(facts[i % facts.Length]));
        contest.Add(Bytes, i => WriteOutcomes(scheme, complete[i % complete.Length], output));
        contest.Add(Reasons, i => Write(scheme, complete[i % complete.Length], output));
        contest.Add("  (b, reading alone)", i => scheme.ReadOwn(complete[i % complete.Length]));
        contest.Add(HandBytes, i => hand.Decide(complete[i % complete.Length]));
        contest.Add("  (e, reading alone)", i => JsonSerializer.Deserialize(complete[i % complete.Length], SchemeJson.Default.SchemeFacts));
        return contest;
    }

    private static void Run(AppraisalPlan plan, FactObject facts) => plan.Return(plan.Run(facts));

    private static void Write(CompiledScheme scheme, byte[] facts, ArrayBufferWriter<byte> to)
    {
        to.ResetWrittenCount();
        using var answer = scheme.Answer(facts);
        answer.WriteMembers(to);
    }

    private static void WriteOutcomes(CompiledScheme scheme, byte[] facts, ArrayBufferWriter<byte> to)
    {
        to.ResetWrittenCount();
        using var answer = scheme.Answer(facts);
        answer.WriteOutcomes(to);
    }

    /// <summary>Whether nothing is missing for a manager; if so, checks that both programs write the same outcomes.</summary>
    private static bool IsComplete(CompiledScheme scheme, HandScheme hand, byte[] manager)
    {
        var output = new ArrayBufferWriter<byte>();
        WriteOutcomes(scheme, manager, output);
        using var written = JsonDocument.Parse(output.WrittenMemory);
        if (OurAnswer.Of(written.RootElement) is not { } ours)
            return false;
        using var expected = JsonDocument.Parse(JsonSerializer.Serialize(ours, SchemeJson.Default.SchemeAnswer));
        using var found = JsonDocument.Parse(hand.Decide(manager));
        return JsonElement.DeepEquals(expected.RootElement, found.RootElement)
            ? true
            : throw new InvalidOperationException($"hand-written answers\n{found.RootElement}\nbut ours is\n{expected.RootElement}");
    }

    private static byte[][] Managers(string root) =>
        [.. Directory.GetFiles(Path.Combine(root, "samples", "managers"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
}
