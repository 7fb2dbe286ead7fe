using System.Text.Json.Nodes;
using PolicyEngine.Appraisals.Content;
using PolicyEngine.Documents;

namespace PolicyEngine.Tests.Appraisals;

public sealed class WeightingReaderTests
{
    [Theory]
    [InlineData("/indicators/0/weight", "34.99", "weights-sum@/indicators: the weights of `indicators` sum to 99.99, not 100; add 0.01")]
    [InlineData("/rollup/year", "51", "weights-sum@/rollup: the weights of `rollup` sum to 101, not 100; take away 1")]
    [InlineData("/components/goals", "9", "weights-sum@/components: the weights of `components` sum to 99, not 100; add 1")]
    [InlineData("/feedback360/groups/1/weight", "21", "weights-sum@/feedback360/groups")]
    [InlineData("/indicators/0/weight", "0", "out-of-range@/indicators/0/weight")]
    [InlineData("/scorecards/month/1", "\"K44\"", "unknown-indicator@/scorecards/month/1: there is no indicator `K44`; did you mean `K4`?")]
    [InlineData("/scorecards/month/1", "\"K1\"", "duplicate-id@/scorecards/month/1")]
    [InlineData("/scorecards/month/1", "\"K2\"", "aggregation-unfit@/scorecards/month/1: `K2` is measured by quarter and has no month value")]
    [InlineData("/scorecards/month", "[]", "out-of-range@/scorecards/month")]
    [InlineData("/indicators/1/id", "\"k1\"", "duplicate-id@/indicators/1/id", "unknown-indicator@/scorecards/quarter/1", "unknown-indicator@/scorecards/year/1")]
    [InlineData("/indicators/0/aggregation", """{ "year": "sum" }""", "aggregation-unfit@/scorecards/quarter/0: `K1` does not say how it becomes a quarter value")]
    [InlineData("/indicators/0/aggregation/quarter", "\"meanOfQuarters\"", "aggregation-unfit@/indicators/0/aggregation/quarter")]
    [InlineData("/indicators/0/aggregation/year", "\"weightedMean\"", "missing-member@/indicators/0: a `weightedMean` needs the weights; add `weightedBy`")]
    [InlineData("/indicators/1/aggregation/quarter", "\"sum\"", "aggregation-unfit@/indicators/1/aggregation/quarter")]
    [InlineData("/indicators/1/aggregation/year", "\"meanOfMonths\"", "aggregation-unfit@/indicators/1/aggregation/year")]
    [InlineData("/indicators/0/method/type", "\"ration\"", "out-of-range@/indicators/0/method/type: there is no method `ration`; did you mean `ratio`?")]
    [InlineData("/indicators/0/method/cap", "50", "out-of-range@/indicators/0/method/floor: `floor` (60) must not be greater than `cap`")]
    [InlineData("/indicators/0/method/cap", "1000001", "out-of-range@/indicators/0/method: scores must lie between -1000000 and 1000000")]
    [InlineData("/indicators/0/method/caps", "1", "unknown-member@/indicators/0/method/caps: member `caps` is not known here; did you mean `cap`?")]
    [InlineData("/indicators/0/target", null, "missing-member@/indicators/0: member `target` is missing")]
    [InlineData("/indicators/4/actual", "\"visits.done\"", "method-unfit@/indicators/4/actual: method `points` does not use `actual`; remove it")]
    [InlineData("/indicators/4/events", null, "missing-member@/indicators/4: member `events` is missing")]
    [InlineData("/indicators/4/missing", "\"ignore\"", "out-of-range@/indicators/4/missing")]
    [InlineData("/indicators/4/id", "\"Score\"", "reserved-name@/indicators/4/id", "unknown-indicator@", "unknown-indicator@", "unknown-indicator@")]
    [InlineData("/indicators/1/method/bands/2/from", "4.1", "bands-gap@/indicators/1/method/bands/2")]
    [InlineData("/indicators/2/method/curve/points/1/at", "85", "out-of-range@/indicators/2/method/curve/points/1")]
    [InlineData("/periods/quarter", null, "missing-member@/periods: member `quarter` is missing: an indicator is measured by quarter; add it")]
    [InlineData("/feedback360", null, "missing-member@: member `feedback360` is missing")]
    [InlineData("/feedback360/self", "\"peer\"", "duplicate-id@/feedback360/self")]
    [InlineData("/feedback360/groups/2/id", "\"peer\"", "duplicate-id@/feedback360/groups/2/id")]
    [InlineData("/feedback360/competencies/1/id", "\"CustomerFocus\"", "duplicate-id@/feedback360/competencies/1/id")]
    [InlineData("/feedback360/minimumRaters", "0", "out-of-range@/feedback360/minimumRaters")]
    [InlineData("/grades/4/from", "50", "grades-gap@/grades: scores below 50 have no grade; let the last grade start at 0")]
    [InlineData("/indicators/4/method/minimum", "-20", "grades-gap@/grades: scores below 0 have no grade; let the last grade start at -20")]
    [InlineData("/rounding/period", "11", "out-of-range@/rounding/period: 11 is out of range; use a whole number from 0 to 10")]
    [InlineData("/rounding/mode", "\"up\"", "out-of-range@/rounding/mode")]
    [InlineData("/maximumRedistribution", "101", "out-of-range@/maximumRedistribution")]
    [InlineData("/scorecard", "1", "unknown-member@/scorecard: member `scorecard` is not known here; did you mean `scorecards`?")]
    public void A_faulty_policy_is_refused_at_the_place_of_the_fault(string pointer, string? value, params string[] expected)
    {
        var json = SamplePolicy.With(pointer, value is null ? null : JsonNode.Parse(value));

        SamplePolicy.Read(json, out var diagnostics);

        Check(expected, diagnostics);
    }

    [Theory]
    [InlineData("""[["K1"], ["K2", "K3"], ["K4", "K5"]]""")]
    [InlineData("""[["K2"], ["K1"]]""", "weights-order@/order: `K2` (20) should weigh more than `K1` (35); change a weight, or `order`")]
    [InlineData("""[["K1"], ["K2"], ["K3"]]""", "weights-order@/order: `K2` (20) should weigh more than `K3` (20)")]
    [InlineData("""[["K1"], ["K9"]]""", "unknown-indicator@/order/1/0")]
    public void Weights_that_contradict_the_order_agreed_on_are_warned_of(string order, params string[] expected)
    {
        SamplePolicy.Read(SamplePolicy.With("/order", JsonNode.Parse(order)), out var diagnostics);

        Check(expected, diagnostics);
    }

    [Fact]
    public void All_faults_are_reported_at_once()
    {
        var json = SamplePolicy.With("/rollup/year", 51).Set("/rounding/mode", "up").Set("/grades", value: null);

        Assert.Null(SamplePolicy.Read(json, out var diagnostics));

        Assert.Equal(3, diagnostics.Count);
    }

    [Theory]
    [InlineData("/indicators/0/actual", "keyAccounts.actua", "unknown-field@/indicators/0/actual: the fact model has no field `keyAccounts.actua`: "
        + "`keyAccounts` does not hold it; did you mean `keyAccounts.actual`?")]
    [InlineData("/indicators/0/actual", "customers.actual", "unknown-field@/indicators/0/actual: the fact model has no field `customers.actual` here; "
        + "it holds `month`, `keyAccounts`, `visits`, `complaints`")]
    [InlineData("/indicators/0/actual", "keyAccounts", "wrong-kind@/indicators/0/actual: `keyAccounts` is no number in the fact model; name a number")]
    [InlineData("/indicators/4/events/0/fact", "complaints.late", "unknown-field@/indicators/4/events/0/fact")]
    [InlineData("/periods/quarter/list", "quarter", "unknown-field@/periods/quarter/list: the fact model has no field `quarter` here; did you mean `quarters`?")]
    [InlineData("/periods/month/index", "index", "unknown-field@/periods/month/index")]
    [InlineData("/feedback360/ratings", "goals", "unknown-field@/feedback360/ratings", "unknown-field@", "unknown-field@", "unknown-field@")]
    [InlineData("/feedback360/ratings", "name", "wrong-kind@/feedback360/ratings")]
    [InlineData("/goals/progress", "title", "wrong-kind@/goals/progress")]
    public void A_fact_that_the_model_does_not_have_is_refused(string pointer, string path, params string[] expected)
    {
        var content = SamplePolicy.Read(SamplePolicy.With(pointer, path));
        var bag = new DiagnosticBag();

        WeightingChecker.Check(content, SampleModel.Schema, bag);

        Check(expected, bag.ToList());
    }

    [Fact]
    public void Methods_are_told_with_their_numbers_in_both_languages()
    {
        var indicators = SamplePolicy.Score(SamplePolicy.Json, SampleFacts.OnTarget).Indicators;

        Assert.Equal(
            new LocalizedText("actual ÷ target in percent, at most 120, 0 below 60", "实际÷目标（%），封顶120，低于60计0分"), indicators[0].MethodText);
        Assert.StartsWith("steps of actual: from 0 → 0, from 3.8 → 60", indicators[1].MethodText.En, StringComparison.Ordinal);
        Assert.EndsWith("straight lines through 85 → 60, 95 → 100, 100 → 110; 0 below 85", indicators[2].MethodText.En, StringComparison.Ordinal);
        Assert.Contains("−20 per `complaints.escalated`, +5 per", indicators[4].MethodText.En, StringComparison.Ordinal);
        Assert.All(indicators, i => Assert.Equal(100, i.Full));
    }

    private static void Check(string[] expected, IReadOnlyList<Diagnostic> diagnostics)
    {
        var found = diagnostics.Select(d => $"{d.Code}@{d.Pointer}: {d.Message}").ToList();
        Assert.True(expected.Length == found.Count, string.Join('\n', found));
        Assert.All(expected.Zip(found), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }
}
