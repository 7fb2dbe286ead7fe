using System.Text.Json;

namespace PolicyEngine.Bench.Scheme.Hand;

/// <summary>The reference scheme as a hand-written program, in decimals, optimized for speed. It requires complete facts and gives no reasons.</summary>
internal sealed class HandScheme
{
    private readonly HandIndicators _indicators = new();
    private readonly HandFeedback _feedback = new();

    /// <summary>Decides on typed facts.</summary>
    public SchemeAnswer Decide(SchemeFacts facts)
    {
        _indicators.Score(facts);
        var kpi = HandPeriods.Kpi(_indicators);
        var feedback = _feedback.Score(facts.Ratings);
        var (goals, goalsScore) = Goals(facts.Goals);
        var composite = HandPeriods.Rounded(((70 * kpi.Unrounded) + (20 * feedback.Unrounded) + (10 * goalsScore)) / 100, 2);
        var grade = HandPeriods.GradeOf(composite);
        var dimensions = HandRules.Dimensions(facts, _indicators, feedback);
        var promotion = HandRules.Promotion(facts, grade, kpi, feedback);
        var training = HandRules.Training(facts, _indicators, promotion);
        var (figures, rewards) = HandRules.Rewards(facts, grade, _indicators, promotion, training);
        decimal[] contributions =
        [
            HandPeriods.Rounded(70 * kpi.Unrounded / 100, 2),
            HandPeriods.Rounded(20 * feedback.Unrounded / 100, 2),
            HandPeriods.Rounded(10 * goalsScore / 100, 2),
        ];
        return new SchemeAnswer(facts.ManagerId, composite, grade, contributions, kpi, feedback, goals, dimensions, promotion, training, figures, rewards);
    }

    /// <summary>Reads facts, decides and writes the answer.</summary>
    public byte[] Decide(byte[] utf8) =>
        JsonSerializer.SerializeToUtf8Bytes(Decide(JsonSerializer.Deserialize(utf8, SchemeJson.Default.SchemeFacts)!), SchemeJson.Default.SchemeAnswer);

    private static (decimal[] Published, decimal Score) Goals(Goal[] goals)
    {
        var published = new decimal[goals.Length + 1];
        var sum = 0m;
        for (var i = 0; i < goals.Length; i++)
        {
            var weighted = goals[i].Weight * goals[i].Progress;
            published[i + 1] = HandPeriods.Rounded(weighted / 100, 2);
            sum += weighted;
        }

        published[0] = HandPeriods.Rounded(sum / 100, 2);
        return (published, sum / 100);
    }
}
