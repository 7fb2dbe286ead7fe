using System.Globalization;
using System.Text.Json.Nodes;
using PolicyEngine.Appraisals;

namespace PolicyEngine.Tests.Appraisals;

/// <summary>The reference case, which must come out exactly, digit for digit.</summary>
public sealed class ReferenceCaseTests
{
    private static readonly Lazy<JsonObject> Reference = new(() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(SharedFactAttribute.Folder!, "reference", "M-1001.json")))!.AsObject());

    private static JsonObject Expected => Reference.Value["expected"]!.AsObject();

    private static JsonObject Facts => ReferenceFacts.From(Reference.Value["input"]!.AsObject());

    [SharedFact]
    public void Every_published_score_of_the_reference_case_comes_out()
    {
        var result = SamplePolicy.Score(SamplePolicy.Json, Facts);

        Assert.Equal(Numbers(Expected["monthly"]), result.Kpi.Months.Select(m => m.Score));
        Assert.Equal(Numbers(Expected["quarterly"]), result.Kpi.Quarters.Select(q => q.Score));
        Assert.Equal(Number(Expected["annual"]), result.Kpi.Year.Score);
        Assert.Equal(Number(Expected["meanMonthly"]), result.Kpi.MeanOfMonths);
        Assert.Equal(Number(Expected["meanQuarterly"]), result.Kpi.MeanOfQuarters);
        Assert.Equal(Number(Expected["kpi"]), result.Kpi.Score);
        Assert.Equal(Numbers(Expected["competency"]), result.Feedback360.Competencies.Select(c => c.Score));
        Assert.Equal(Number(Expected["r360"]), result.Feedback360.Score);
        Assert.Equal(Number(Expected["idp"]), result.Goals.Score);
        Assert.Equal(Number(Expected["composite"]), result.Composite);
        Assert.Equal(Expected["grade"]!.ToString(), result.Grade);
        Assert.Empty(result.Missing);
        Assert.Empty(result.Faults);
    }

    [SharedFact]
    public void The_year_of_complaints_is_the_mean_of_its_quarters_and_not_one_sum()
    {
        var year = SamplePolicy.Score(SamplePolicy.Json, Facts).Kpi.Year;

        Assert.Equal(92.5m, year.Indicators.Single(i => i.Id == "K5").Score);
        Assert.Equal(4.4935m, year.Indicators.Single(i => i.Id == "K2").Actual);
    }

    [SharedFact]
    public void A_missing_quarter_of_satisfaction_is_redistributed()
    {
        var facts = WithoutSatisfaction(quarter: 3);

        var result = SamplePolicy.Score(SamplePolicy.Json, facts);

        var edge = Edge("missingK2Q3_redistribute");
        Assert.Equal(Number(edge["q3"]), result.Kpi.Quarters[2].Score);
        Assert.Equal(Number(edge["kpi"]), result.Kpi.Score);
        Assert.Equal(Number(edge["composite"]), result.Composite);
        Assert.Equal(IndicatorStatus.Redistributed, result.Kpi.Quarters[2].Indicators[1].Status);
    }

    [SharedFact]
    public void A_missing_quarter_of_satisfaction_counts_as_zero_when_the_policy_says_so()
    {
        var policy = SamplePolicy.With("/indicators/1/missing", "zero");

        var result = SamplePolicy.Score(policy, WithoutSatisfaction(quarter: 3));

        var edge = Edge("missingK2Q3_zero");
        Assert.Equal(Number(edge["q3"]), result.Kpi.Quarters[2].Score);
        Assert.Equal(Number(edge["kpi"]), result.Kpi.Score);
        Assert.Equal(Number(edge["composite"]), result.Composite);
    }

    [SharedFact]
    public void Two_subordinates_are_suppressed_and_their_weight_is_carried_by_the_others()
    {
        var facts = Facts;
        var rows = facts["ratings"]!.AsArray();
        foreach (var row in rows.Where(r => r!["raterRef"]!.ToString() == "subordinate-2").ToList())
            rows.Remove(row);

        var result = SamplePolicy.Score(SamplePolicy.Json, facts);

        var edge = Edge("twoSubordinates");
        Assert.Equal(Numbers(edge["competency"]), result.Feedback360.Competencies.Select(c => c.Score));
        Assert.Equal(Number(edge["r360"]), result.Feedback360.Score);
        Assert.Equal(Number(edge["composite"]), result.Composite);
        var group = result.Feedback360.Groups.Single(g => g.Id == "subordinate");
        Assert.Equal((RaterGroupStatus.Suppressed, "n<3"), (group.Status, group.Raters));
    }

    private static JsonObject WithoutSatisfaction(int quarter)
    {
        var facts = Facts;
        facts["quarters"]![quarter - 1]!.AsObject().Remove("csat");
        return facts;
    }

    private static JsonObject Edge(string name) => Reference.Value["edges"]![name]!.AsObject();

    private static decimal Number(JsonNode? node) => decimal.Parse(node!.ToString(), CultureInfo.InvariantCulture);

    private static IEnumerable<decimal?> Numbers(JsonNode? node) => node!.AsArray().Select(n => (decimal?)Number(n));
}
