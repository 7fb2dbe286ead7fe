namespace PolicyEngine.Bench.Scheme.Hand;

/// <summary>The 360° component, for ratings in which every rater rates each competency at most once, and enough raters count for a score.</summary>
internal sealed class HandFeedback
{
    private const int Self = 4;

    private static readonly decimal[] Weights = [40, 20, 10, 30];

    private readonly HashSet<string>[] _raters = [[], [], [], [], []];
    private readonly decimal[,] _sums = new decimal[5, 5];
    private readonly int[,] _counts = new int[5, 5];

    /// <summary>Computes the component.</summary>
    public FeedbackAnswer Score(Rating[] ratings)
    {
        Tally(ratings);
        var competencies = new CompetencyAnswer[5];
        var sum = 0m;
        var scored = 0;
        for (var c = 0; c < competencies.Length; c++)
        {
            competencies[c] = Competency(c);
            if (competencies[c].Unrounded is not { } score)
                continue;
            sum += score;
            scored++;
        }

        var total = sum * 20 / scored;
        return new FeedbackAnswer(HandPeriods.Rounded(total, 6), competencies) { Unrounded = total };
    }

    private void Tally(Rating[] ratings)
    {
        foreach (var raters in _raters)
            raters.Clear();
        Array.Clear(_sums);
        Array.Clear(_counts);
        foreach (var rating in ratings)
        {
            if (rating.Value is not { } value)
                continue;
            var (group, competency) = (GroupOf(rating.Group), CompetencyOf(rating.Competency));
            _raters[group].Add(rating.RaterRef);
            _sums[group, competency] += value;
            _counts[group, competency]++;
        }
    }

    private CompetencyAnswer Competency(int competency)
    {
        var groups = new decimal?[4];
        decimal sum = 0, weights = 0;
        for (var g = 0; g < groups.Length; g++)
        {
            var count = _counts[g, competency];
            if (count == 0 || (g != 0 && (count < 3 || _raters[g].Count < 3)))
                continue;
            groups[g] = HandPeriods.Rounded(_sums[g, competency] / count, 6);
            sum += Weights[g] * _sums[g, competency] / count;
            weights += Weights[g];
        }

        decimal? self = _counts[Self, competency] is var own and > 0 ? HandPeriods.Rounded(_sums[Self, competency] / own, 6) : null;
        return weights == 0
            ? new CompetencyAnswer(null, self, groups)
            : new CompetencyAnswer(HandPeriods.Rounded(sum / weights, 6), self, groups) { Unrounded = sum / weights };
    }

    private static int GroupOf(string group) => group switch
    {
        "superior" => 0,
        "peer" => 1,
        "subordinate" => 2,
        "customer" => 3,
        _ => Self,
    };

    private static int CompetencyOf(string competency) => competency switch
    {
        "customerFocus" => 0,
        "serviceStrategy" => 1,
        "relationshipBuilding" => 2,
        "teamwork" => 3,
        _ => 4,
    };
}
