using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using PolicyEngine.Appraisals;
using PolicyEngine.Facts;
using PolicyEngine.Policies;
using PolicyEngine.Tests.Workflows;
using PolicyEngine.Workflows;

namespace PolicyEngine.Tests.Appraisals;

/// <summary>An appraisal is computed by one prepared plan, and its parts have the same results as policies evaluated one by one.</summary>
public sealed class SchemePlanTests
{
    public static TheoryData<int> Managers => [.. Enumerable.Range(0, SampleScheme.Count)];

    [Theory]
    [MemberData(nameof(Managers))]
    public void Each_policy_answers_as_it_does_alone_with_the_results_of_the_others_given_by_name(int manager)
    {
        Assert.True(IsAnsweredAsAlone(SampleScheme.Facts(manager)));
        Assert.True(IsWrittenAsSerialised(SampleScheme.Facts(manager)));
    }

    [Property(MaxTest = 150)]
    public void On_changed_facts_each_policy_answers_as_it_does_alone(int seed) => IsAnsweredAsAlone(SampleScheme.ChangedFacts(seed));

    [Property(MaxTest = 150)]
    public void On_changed_facts_a_written_appraisal_is_byte_for_byte_the_serialised_one(int seed) => IsWrittenAsSerialised(SampleScheme.ChangedFacts(seed));

    [Theory]
    [MemberData(nameof(Managers))]
    public void Outcomes_written_alone_are_those_of_the_appraisal(int manager) => Assert.True(AreOutcomesThoseOfTheAppraisal(SampleScheme.Facts(manager)));

    [Property(MaxTest = 150)]
    public void On_changed_facts_outcomes_written_alone_are_those_of_the_appraisal(int seed) => AreOutcomesThoseOfTheAppraisal(SampleScheme.ChangedFacts(seed));

    [Fact]
    public void Refused_facts_are_not_written()
    {
        var output = new ArrayBufferWriter<byte>();
        using var answer = Scheme(SampleScheme.Set).Answer("""{ "managerId": 1 }"""u8);
        answer.WriteMembers(output);
        answer.WriteOutcomes(output);

        Assert.NotEmpty(answer.Facts.Faults);
        Assert.Null(answer.Subject);
        Assert.Equal(0, output.WrittenCount);
    }

    /// <summary>Results are computed in memory that is reused; whoever has an answer open owns its memory.</summary>
    [Fact]
    public void Answers_that_are_open_at_once_never_say_what_another_says()
    {
        var scheme = Scheme(SampleScheme.Translated);
        var facts = Enumerable.Range(0, SampleScheme.Count).Select(SampleScheme.Facts).Concat(Enumerable.Range(0, 50).Select(SampleScheme.ChangedFacts)).ToArray();
        var alone = Array.ConvertAll(facts, f => Written(SampleScheme.Translated, f));

        Parallel.For(0, 4 * facts.Length, i =>
        {
            var (one, other) = (i % facts.Length, (i + 1 + (i / facts.Length)) % facts.Length);
            using var first = scheme.Answer(facts[one]);
            using var second = scheme.Answer(facts[other]);
            Assert.Equal(alone[other], Written(second));
            Assert.Equal(alone[one], Written(first));
        });
    }

    [Fact]
    public void An_appraisal_allocates_nothing_until_it_is_told()
    {
        var scheme = Scheme(SampleScheme.CompileTranslated()); // No other test takes the memory that it reuses.
        var facts = scheme.ReadOwn(SampleScheme.Facts(0)).Facts;
        var allocated = 0L;
        for (var round = 0; round < 3; round++) // The first round creates the memory that is reused.
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            scheme.Plan.Return(scheme.Plan.Run(facts));
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void An_answer_disposed_of_twice_gives_its_memory_back_once()
    {
        var scheme = Scheme(SampleScheme.Translated);
        var (one, other, third) = (SampleScheme.Facts(0), SampleScheme.Facts(1), SampleScheme.Facts(2));
        var gone = scheme.Answer(third);
        gone.Dispose();
        using var first = scheme.Answer(one);
        gone.Dispose();
        using var second = scheme.Answer(other);

        Assert.Equal(Serialised(scheme.Appraise(one).Result), Written(first));
        Assert.Equal(Serialised(scheme.Appraise(other).Result), Written(second));
        Assert.Throws<ObjectDisposedException>(() =>
        {
            var refused = scheme.Answer(third);
            refused.Dispose();
            refused.WriteMembers(new ArrayBufferWriter<byte>());
        });
    }

    private static bool IsAnsweredAsAlone(byte[] facts)
    {
        var set = SampleScheme.Set;
        if (Scheme(set).Appraise(facts).Result is not { } result)
            return false;
        var (scores, promotion, training) = (PlainResults.Of(result.Scores), PlainResults.Of(result.Promotion!), PlainResults.Of(result.Training!));
        Assert.Equal(Wire.Text(set.FindPolicy("kam-kpi-weighting")!.Decide(facts).Scores), Wire.Text(result.Scores));
        AssertAlone("kam-promotion", result.Promotion!, scores);
        AssertAlone("kam-training", result.Training!, scores, promotion);
        AssertAlone("kam-rewards", result.Reward!, scores, promotion, training);
        return true;

        void AssertAlone(string id, PolicyResult answered, params JsonObject[] sections)
        {
            var policy = set.FindPolicy(id)!;
            FactObject?[] inputs = [policy.ReadOwn(facts).Facts, .. sections.Select((s, i) => FactFiller.Fill(policy.Inputs[i + 1], s))];
            Assert.Equal(Wire.Text(policy.EvaluateRules(inputs)), Wire.Text(answered.Rules));
        }
    }

    private static bool IsWrittenAsSerialised(byte[] facts)
    {
        var expected = Scheme(SampleScheme.Set).Appraise(facts);
        Assert.Equal(Serialised(expected.Result), Written(SampleScheme.Set, facts));
        Assert.Equal(Serialised(expected.Result), Written(SampleScheme.Translated, facts));
        return expected.Result is not null;
    }

    /// <summary>Whether the outcomes are the serialized appraisal without reasons and without what is the same for every subject.</summary>
    private static bool AreOutcomesThoseOfTheAppraisal(byte[] facts)
    {
        var output = new ArrayBufferWriter<byte>();
        using var answer = Scheme(SampleScheme.Translated).Answer(facts);
        answer.WriteOutcomes(output);
        if (Scheme(SampleScheme.Set).Appraise(facts).Result is not { } result)
        {
            Assert.Equal(0, output.WrittenCount);
            return false;
        }

        Assert.Equal(PlainOutcomes.Of(result).ToJsonString(), JsonNode.Parse(output.WrittenSpan)!.ToJsonString());
        return true;
    }

    private static string Written(PolicySet set, byte[] facts)
    {
        using var answer = Scheme(set).Answer(facts);
        return Written(answer);
    }

    private static string Written(SchemeAnswer answer)
    {
        var output = new ArrayBufferWriter<byte>();
        answer.WriteMembers(output);
        return answer.Facts.Faults.Count > 0 ? string.Empty : $"{{\"subject\":{Wire.Text(answer.Subject)},{Encoding.UTF8.GetString(output.WrittenSpan)}}}";
    }

    private static string Serialised(AppraisalResult? result) => result is null ? string.Empty : Wire.Text(result);

    private static CompiledScheme Scheme(PolicySet set) => set.FindScheme("kam-annual")!;
}
