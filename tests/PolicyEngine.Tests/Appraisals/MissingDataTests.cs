using System.Text.Json.Nodes;
using PolicyEngine.Appraisals;

namespace PolicyEngine.Tests.Appraisals;

/// <summary>The results of a weighting policy when facts are missing or cannot be used.</summary>
public sealed class MissingDataTests
{
    [Fact]
    public void A_year_on_target_scores_a_hundred_everywhere()
    {
        var result = Score(SampleFacts.OnTarget);

        Assert.All(result.Kpi.Months.Concat(result.Kpi.Quarters).Append(result.Kpi.Year), p => Assert.Equal(100, p.Score));
        Assert.Equal((100, 80, 80), (result.Kpi.Score, result.Feedback360.Score, result.Goals.Score));
        Assert.Equal((94m, "A"), (result.Composite, result.Grade));
        Assert.Equal([70m, 16, 8], result.Components.Select(c => c.Contribution));
        Assert.Empty(result.Missing);
    }

    [Fact]
    public void No_facts_at_all_leave_everything_open_and_name_every_field_once()
    {
        var result = Score([]);

        Assert.Equal((null, null, null, null), (result.Composite, result.Kpi.Score, result.Feedback360.Score, result.Goals.Score));
        Assert.Contains("manager.months[1].keyAccounts.actual", result.Missing, StringComparer.Ordinal);
        Assert.Contains("manager.quarters[4].csat.mean", result.Missing, StringComparer.Ordinal);
        Assert.Contains("manager.ratings", result.Missing, StringComparer.Ordinal);
        Assert.Contains("manager.goals", result.Missing, StringComparer.Ordinal);
        Assert.Equal(result.Missing.Count, result.Missing.Distinct(StringComparer.Ordinal).Count());
        Assert.Null(result.Feedback360.Held);
    }

    [Fact]
    public void Entries_are_found_by_their_index_and_not_by_their_place()
    {
        var facts = SampleFacts.OnTarget;
        facts["months"]![1]!["keyAccounts"]!["actual"] = 7;
        var expected = Score(facts);

        var months = facts["months"]!.AsArray();
        var reversed = new JsonArray([.. months.Reverse().Select(m => m!.DeepClone())]);
        facts["months"] = reversed;

        Assert.Equal(expected.Kpi.Months.Select(m => m.Score), Score(facts).Kpi.Months.Select(m => m.Score));
    }

    [Fact]
    public void Redistribution_beyond_the_limit_leaves_the_period_open()
    {
        var facts = SampleFacts.OnTarget;
        facts["quarters"]![2]!.AsObject().Remove("csat");
        facts["quarters"]![2]!["accounts"]!.AsObject().Remove("due");

        var result = Score(facts);

        var quarter = result.Kpi.Quarters[2];
        Assert.Null(quarter.Score);
        Assert.Equal(["manager.quarters[3].csat.mean", "manager.quarters[3].accounts.due"], quarter.Missing);
        Assert.Equal([IndicatorStatus.Scored, IndicatorStatus.Missing, IndicatorStatus.Missing, IndicatorStatus.Scored, IndicatorStatus.Scored], Statuses(quarter));
        Assert.Equal(quarter.Missing, result.Missing);
        Assert.Equal((null, null), (result.Kpi.MeanOfQuarters, result.Composite));
        Assert.Equal((100, 100), (result.Kpi.MeanOfMonths, result.Kpi.Year.Score));
    }

    [Fact]
    public void Exactly_the_limit_may_be_redistributed()
    {
        // Visits weigh 15 of a month's 60, a quarter.
        var facts = SampleFacts.OnTarget;
        facts["months"]![4]!.AsObject().Remove("visits");
        facts["months"]![4]!["keyAccounts"]!["actual"] = 8;

        var month = Score(facts).Kpi.Months[4];

        Assert.Equal(84.4444m, month.Score);
        Assert.Equal([77.7778m, 0, 22.2222m], month.Indicators.Select(i => i.Weight));
        Assert.Equal([62.2222m, null, 22.2222m], month.Indicators.Select(i => i.Contribution));
    }

    [Fact]
    public void What_does_not_apply_is_carried_by_the_others_without_limit()
    {
        var facts = SampleFacts.OnTarget;
        facts["months"]![0]!.AsObject().Remove("keyAccounts");

        var month = SamplePolicy.Score(SamplePolicy.With("/indicators/0/missing", "notApplicable"), facts).Kpi.Months[0];

        Assert.Equal(100, month.Score);
        Assert.Equal(IndicatorStatus.NotApplicable, month.Indicators[0].Status);
    }

    [Fact]
    public void When_nothing_applies_there_is_no_score()
    {
        var policy = SamplePolicy.With("/scorecards/month", new JsonArray("K1")).Set("/indicators/0/missing", "notApplicable");
        var facts = SampleFacts.OnTarget;
        facts["months"]![0]!.AsObject().Remove("keyAccounts");

        var month = SamplePolicy.Score(policy, facts).Kpi.Months[0];

        Assert.Null(month.Score);
        Assert.Equal(["manager.months[1].keyAccounts.actual", "manager.months[1].keyAccounts.target"], month.Missing);
    }

    [Fact]
    public void One_gap_under_error_leaves_month_quarter_and_year_open()
    {
        var facts = SampleFacts.OnTarget;
        facts["months"]![3]!["complaints"]!.AsObject().Remove("escalated");

        var result = Score(facts);

        string[] gap = ["manager.months[4].complaints.escalated"];
        Assert.Equal(gap, result.Kpi.Months[3].Missing);
        Assert.Equal(gap, result.Kpi.Quarters[1].Missing);
        Assert.Equal(gap, result.Kpi.Year.Missing);
        Assert.Equal(gap, result.Missing);
        Assert.Equal(100, result.Kpi.Months[4].Score);
    }

    [Fact]
    public void A_target_of_0_leaves_the_month_without_a_measure_but_still_counts_in_longer_sums()
    {
        var facts = SampleFacts.OnTarget;
        facts["months"]![0]!["visits"] = new JsonObject { ["done"] = 6, ["planned"] = 0 };
        facts["months"]![1]!["visits"]!["done"] = 8;

        var result = Score(facts);

        Assert.Equal(IndicatorStatus.Redistributed, result.Kpi.Months[0].Indicators[1].Status);
        var quarter = result.Kpi.Quarters[0].Indicators[3];
        Assert.Equal((34m, 40m, 85m), (quarter.Actual, quarter.Target, quarter.Score));
    }

    [Fact]
    public void A_value_outside_all_bands_is_a_fault_and_leaves_its_periods_open()
    {
        var facts = SampleFacts.OnTarget;
        facts["quarters"]![0]!["csat"]!["mean"] = -1;

        var result = Score(facts);

        Assert.Null(result.Kpi.Quarters[0].Score);
        Assert.Equal(["manager.quarters[1].csat.mean"], result.Missing);
        Assert.Equal("out-of-range", Assert.Single(result.Faults).Code);
    }

    [Fact]
    public void Numbers_that_outgrow_28_digits_are_a_fault_and_no_crash()
    {
        var facts = SampleFacts.OnTarget;
        var huge = decimal.Parse("7" + new string('0', 27), System.Globalization.CultureInfo.InvariantCulture);
        facts["months"]![0]!["keyAccounts"]!["actual"] = huge;
        facts["goals"]![0]!["weight"] = huge;
        foreach (var row in facts["ratings"]!.AsArray())
            row!["value"] = decimal.MaxValue;

        var result = Score(facts);

        Assert.Equal((null, null, null), (result.Kpi.Score, result.Feedback360.Score, result.Goals.Score));
        Assert.Equal(3, result.Faults.Count(f => f.Code == "overflow"));
        Assert.Contains("manager.months[1].keyAccounts.actual", result.Missing, StringComparer.Ordinal);
    }

    [Fact]
    public void A_period_that_is_there_twice_or_cannot_be_placed_is_not_counted()
    {
        var facts = SampleFacts.OnTarget;
        facts["quarters"]![1]!["quarter"] = 1;
        facts["quarters"]![3]!["quarter"] = 5;

        var result = Score(facts);

        Assert.Equal([null, null, 100, null], result.Kpi.Quarters.Select(q => q.Score));
        Assert.Equal(2, result.Faults.Count);
        Assert.All(result.Faults, f => Assert.Equal("out-of-range", f.Code));
    }

    [Fact]
    public void Goals_need_every_weight_and_progress()
    {
        var facts = SampleFacts.OnTarget;
        facts["goals"]![1]!.AsObject().Remove("progress");

        var result = Score(facts);

        Assert.Equal(["manager.goals[2].progress"], result.Missing);
        Assert.Equal([60m, null], result.Goals.Items.Select(i => i.Contribution));
    }

    [Fact]
    public void Goals_that_do_not_weigh_a_hundred_have_no_score()
    {
        var facts = SampleFacts.OnTarget;
        facts["goals"]![1]!["weight"] = 39.99m;

        var result = Score(facts);

        Assert.Equal((null, null), (result.Goals.Score, result.Composite));
        Assert.Equal(["manager.goals"], result.Missing);
        Assert.Equal("the weights of the goals in `manager.goals` sum to 99.99, not 100", Assert.Single(result.Faults).Message.En);
    }

    [Fact]
    public void A_component_that_weighs_nothing_is_not_needed()
    {
        var policy = SamplePolicy.Json.Set("/components", JsonNode.Parse("""{ "kpi": 100, "feedback360": 0, "goals": 0 }"""))
            .Set("/feedback360", value: null).Set("/goals", value: null);
        var facts = SampleFacts.OnTarget;
        facts.Remove("ratings");

        var result = SamplePolicy.Score(policy, facts);

        Assert.Equal(100, result.Composite);
        Assert.Empty(result.Missing);
    }

    [Fact]
    public void A_composite_of_exactly_ninety_is_an_a()
    {
        var policy = SamplePolicy.Json.Set("/scorecards/month", new JsonArray("K1")).Set("/scorecards/quarter", new JsonArray("K1"))
            .Set("/scorecards/year", new JsonArray("K1"));
        var facts = SampleFacts.OnTarget;
        foreach (var month in facts["months"]!.AsArray())
            month!["keyAccounts"] = new JsonObject { ["actual"] = 91.1m, ["target"] = 100 };
        foreach (var row in facts["ratings"]!.AsArray())
            row!["value"] = 4.1825m;
        facts["goals"] = JsonNode.Parse("""[{ "weight": 100, "progress": 95 }]""");

        var result = SamplePolicy.Score(policy, facts);

        Assert.Equal((91.1m, 83.65m, 95m), (result.Kpi.Score, result.Feedback360.Score, result.Goals.Score));
        Assert.Equal((90m, "A"), (result.Composite, result.Grade));
    }

    private static WeightingResult Score(JsonObject facts) => SamplePolicy.Score(SamplePolicy.Json, facts);

    private static IEnumerable<IndicatorStatus> Statuses(PeriodResult period) => period.Indicators.Select(i => i.Status);
}
