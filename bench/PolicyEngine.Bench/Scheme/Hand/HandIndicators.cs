namespace PolicyEngine.Bench.Scheme.Hand;

/// <summary>One indicator in one period, unrounded.</summary>
internal readonly record struct Measured(decimal Score, decimal? Actual, decimal? Target, decimal? Ratio);

/// <summary>The five indicators of the reference scheme in every period.</summary>
internal sealed class HandIndicators
{
    private static readonly (decimal From, decimal Score)[] Bands = [(4.6m, 110), (4.4m, 100), (4.2m, 90), (4.0m, 80), (3.8m, 60), (0, 0)];

    /// <summary>K1, K4 and K5 of each month.</summary>
    public Measured[][] Months { get; } = [new Measured[3], new Measured[3], new Measured[3], new Measured[3], new Measured[3], new Measured[3], new Measured[3], new Measured[3], new Measured[3], new Measured[3], new Measured[3], new Measured[3]];

    /// <summary>K1 to K5 of each quarter.</summary>
    public Measured[][] Quarters { get; } = [new Measured[5], new Measured[5], new Measured[5], new Measured[5]];

    /// <summary>K1 to K5 of the year.</summary>
    public Measured[] Year { get; } = new Measured[5];

    /// <summary>Computes the scores of a year.</summary>
    public void Score(SchemeFacts facts)
    {
        foreach (var month in facts.Months)
        {
            var scores = Months[month.Index - 1];
            scores[0] = Ratio(month.KeyAccounts.Actual, month.KeyAccounts.Target, 120, 60);
            scores[1] = Ratio(month.Visits.Done, month.Visits.Planned, 100, 0);
            scores[2] = Points(PointsOf(month.Complaints));
        }

        decimal expanded = 0, wanted = 0, visited = 0, planned = 0;
        for (var q = 0; q < 4; q++)
        {
            decimal actual = 0, target = 0, done = 0, due = 0, points = 0;
            foreach (var month in facts.Months)
            {
                if ((month.Index - 1) / 3 != q)
                    continue;
                actual += month.KeyAccounts.Actual;
                target += month.KeyAccounts.Target;
                done += month.Visits.Done;
                due += month.Visits.Planned;
                points += PointsOf(month.Complaints);
            }

            Quarters[q][0] = Ratio(actual, target, 120, 60);
            Quarters[q][3] = Ratio(done, due, 100, 0);
            Quarters[q][4] = Points(points);
            (expanded, wanted, visited, planned) = (expanded + actual, wanted + target, visited + done, planned + due);
        }

        decimal weighted = 0, responses = 0, renewed = 0, ending = 0;
        foreach (var quarter in facts.Quarters)
        {
            var scores = Quarters[quarter.Index - 1];
            scores[1] = new Measured(Steps(quarter.Csat.Mean), quarter.Csat.Mean, null, null);
            scores[2] = Linear(quarter.Accounts.Renewed, quarter.Accounts.Due);
            weighted += quarter.Csat.Mean * quarter.Csat.Responses;
            responses += quarter.Csat.Responses;
            renewed += quarter.Accounts.Renewed;
            ending += quarter.Accounts.Due;
        }

        Year[0] = Ratio(expanded, wanted, 120, 60);
        Year[1] = new Measured(Steps(weighted / responses), weighted / responses, null, null);
        Year[2] = Linear(renewed, ending);
        Year[3] = Ratio(visited, planned, 100, 0);
        Year[4] = new Measured((Quarters[0][4].Score + Quarters[1][4].Score + Quarters[2][4].Score + Quarters[3][4].Score) / 4, null, null, null);
    }

    private static decimal PointsOf(Complaints complaints) => (-10 * complaints.Overdue) + (-20 * complaints.Escalated) + (5 * complaints.Commended);

    private static Measured Ratio(decimal actual, decimal target, decimal cap, decimal floor)
    {
        var percent = actual * 100 / target;
        return new Measured(percent < floor ? 0 : Math.Min(percent, cap), actual, target, percent);
    }

    private static Measured Points(decimal points) => new(Math.Clamp(100 + points, 0, 120), points, null, null);

    private static decimal Steps(decimal mean)
    {
        foreach (var (from, score) in Bands)
        {
            if (mean >= from)
                return score;
        }

        throw new ArgumentOutOfRangeException(nameof(mean));
    }

    private static Measured Linear(decimal actual, decimal target)
    {
        var percent = actual * 100 / target;
        var score = percent switch
        {
            < 85 => 0,
            < 95 => 60 + ((percent - 85) * 40 / 10),
            < 100 => 100 + ((percent - 95) * 10 / 5),
            _ => 110,
        };
        return new Measured(score, actual, target, percent);
    }
}
