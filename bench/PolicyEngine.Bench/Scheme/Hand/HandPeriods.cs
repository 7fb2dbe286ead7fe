namespace PolicyEngine.Bench.Scheme.Hand;

/// <summary>The scorecards of the periods, and the KPI component.</summary>
internal static class HandPeriods
{
    private static readonly decimal[] MonthWeights = [35, 15, 10];
    private static readonly decimal[] Weights = [35, 20, 20, 15, 10];
    private static readonly decimal[] MonthShares = [.. MonthWeights.Select(w => Rounded(w * 100 / 60, 4))];

    /// <summary>Rounds a value as the scheme does.</summary>
    public static decimal Rounded(decimal value, int places) => Math.Round(value, places, MidpointRounding.AwayFromZero);

    /// <summary>Returns the grade of a published score.</summary>
    public static string GradeOf(decimal score) => score switch
    {
        >= 100 => "S",
        >= 90 => "A",
        >= 75 => "B",
        >= 60 => "C",
        _ => "D",
    };

    /// <summary>Computes the KPI component.</summary>
    public static KpiAnswer Kpi(HandIndicators indicators)
    {
        var (months, quarters) = (new PeriodAnswer[12], new PeriodAnswer[4]);
        decimal monthSum = 0, quarterSum = 0;
        for (var i = 0; i < months.Length; i++)
        {
            months[i] = Period(indicators.Months[i], MonthWeights, MonthShares, 60);
            monthSum += months[i].Unrounded;
        }

        for (var i = 0; i < quarters.Length; i++)
        {
            quarters[i] = Period(indicators.Quarters[i], Weights, Weights, 100);
            quarterSum += quarters[i].Unrounded;
        }

        var year = Period(indicators.Year, Weights, Weights, 100);
        var score = ((20 * monthSum / 12) + (30 * quarterSum / 4) + (50 * year.Unrounded)) / 100;
        return new KpiAnswer(Rounded(score, 6), Rounded(monthSum / 12, 6), Rounded(quarterSum / 4, 6), months, quarters, year) { Unrounded = score };
    }

    private static PeriodAnswer Period(Measured[] values, decimal[] weights, decimal[] shares, decimal total)
    {
        var sum = 0m;
        var indicators = new IndicatorAnswer[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            ref readonly var value = ref values[i];
            var weighted = weights[i] * value.Score;
            sum += weighted;
            indicators[i] = new IndicatorAnswer(
                Rounded(value.Actual), Rounded(value.Target), Rounded(value.Ratio), Rounded(value.Score, 4), shares[i], Rounded(weighted / total, 4));
        }

        var score = sum / total;
        var published = Rounded(score, 4);
        return new PeriodAnswer(published, GradeOf(published), indicators) { Unrounded = score };
    }

    private static decimal? Rounded(decimal? value) => value is { } number ? Rounded(number, 4) : null;
}
