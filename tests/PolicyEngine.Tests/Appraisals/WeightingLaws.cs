using System.Text.Json.Nodes;
using FsCheck.Xunit;

namespace PolicyEngine.Tests.Appraisals;

/// <summary>Laws that hold for all facts and weights.</summary>
public sealed class WeightingLaws
{
    [Property(MaxTest = 60)]
    public bool A_score_never_falls_when_more_is_achieved(byte less, byte more, byte month)
    {
        var (low, high) = (Math.Min(less, more), Math.Max(less, more));

        return Composite(low, month % 12) <= Composite(high, month % 12);
    }

    /// <summary>A month counts three of the five indicators, and only the proportions of their weights matter.</summary>
    [Property(MaxTest = 60)]
    public bool Rescaling_the_weights_of_a_scorecard_keeps_its_score(byte actual, byte done, byte factor)
    {
        // K1, K4 and K5 weigh 35 : 15 : 10, together from 6 to 96 percent of the total; K2 and K3 share the rest.
        var scale = ((factor % 16) + 1) / 10m;
        var rest = (100 - (60 * scale)) / 2;
        var rescaled = SamplePolicy.Json
            .Set("/indicators/0/weight", 35 * scale).Set("/indicators/1/weight", rest).Set("/indicators/2/weight", rest)
            .Set("/indicators/3/weight", 15 * scale).Set("/indicators/4/weight", 10 * scale);
        var facts = SampleFacts.OnTarget;
        facts["months"]![0]!["keyAccounts"]!["actual"] = actual / 10m;
        facts["months"]![0]!["visits"]!["done"] = done / 10m;

        var month = SamplePolicy.Score(SamplePolicy.Json, facts).Kpi.Months[0];
        var after = SamplePolicy.Score(rescaled, facts).Kpi.Months[0];

        return month.Score == after.Score && month.Indicators.SequenceEqual(after.Indicators);
    }

    [Property(MaxTest = 60)]
    public bool Published_contributions_add_up_to_the_published_score(byte actual, byte done)
    {
        var facts = SampleFacts.OnTarget;
        facts["months"]![0]!["keyAccounts"]!["actual"] = actual / 10m;
        facts["months"]![0]!["visits"]!["done"] = done / 10m;

        var month = SamplePolicy.Score(SamplePolicy.Json, facts).Kpi.Months[0];

        return Math.Abs(month.Indicators.Sum(i => i.Contribution!.Value) - month.Score!.Value) <= 0.0002m;
    }

    private static decimal Composite(byte actual, int month)
    {
        var facts = SampleFacts.OnTarget;
        facts["months"]![month]!["keyAccounts"] = new JsonObject { ["actual"] = actual / 10m, ["target"] = 10 };
        return SamplePolicy.Score(SamplePolicy.Json, facts).Composite!.Value;
    }
}
