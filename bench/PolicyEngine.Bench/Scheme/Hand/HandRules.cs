namespace PolicyEngine.Bench.Scheme.Hand;

/// <summary>The promotion, training and reward policies of the reference scheme.</summary>
internal static class HandRules
{
    /// <summary>Computes the six dimensions.</summary>
    public static decimal[] Dimensions(SchemeFacts facts, HandIndicators indicators, FeedbackAnswer feedback)
    {
        var year = indicators.Year;
        var over = (facts.Expense.Actual - facts.Expense.Budget) / facts.Expense.Budget * 100;
        var attained = (60 * (facts.Revenue.Booked - facts.Revenue.Clawback) / facts.Revenue.Target * 100) + (40 * facts.GrossProfit.Actual / facts.GrossProfit.Target * 100);
        return
        [
            HandPeriods.Rounded(((35 * year[0].Score) + (20 * year[2].Score) + (15 * year[3].Score)) / 70, 4),
            HandPeriods.Rounded(((20 * year[1].Score) + (10 * year[4].Score)) / 30, 4),
            HandPeriods.Rounded(attained / 100, 4),
            HandPeriods.Rounded(Math.Clamp(100 - (2 * Math.Max(0m, over)), 0, 100), 4),
            HandPeriods.Rounded(facts.ResourceRequests.OnTime / facts.ResourceRequests.Total * 100, 4),
            HandPeriods.Rounded(feedback.Competencies[3].Unrounded!.Value * 20, 4),
        ];
    }

    /// <summary>Returns whether each rule of the promotion is met.</summary>
    public static bool[] Promotion(SchemeFacts facts, string grade, KpiAnswer kpi, FeedbackAnswer feedback)
    {
        var (projects, risks, tenure) = (facts.ProjectsLed >= 2, facts.RiskCases >= 1, facts.TenureMonths >= 24);
        var (product, industry, negotiation) = (facts.Skills.Product >= 3, facts.Skills.Industry >= 3, facts.Skills.Negotiation >= 3);
        var (now, before, quarters, discipline) = (AtLeast(grade, "A"), false, true, facts.Disciplinary12m <= 0);
        foreach (var prior in facts.PriorGrades)
            before |= prior.Year == facts.Year - 1 && AtLeast(prior.Grade, "A");
        foreach (var quarter in kpi.Quarters)
            quarters &= AtLeast(quarter.Grade, "B");
        var (leadership, team) = (feedback.Competencies[4].Unrounded >= 4, facts.TeamProjects >= 1);
        return
        [
            projects && risks && tenure, projects, risks, tenure,
            product && industry && negotiation, product, industry, negotiation,
            now && before && quarters && discipline, now, before, quarters, discipline,
            leadership && team, leadership, team,
        ];
    }

    /// <summary>Returns whether each rule of the trainings is met.</summary>
    public static bool[] Training(SchemeFacts facts, HandIndicators indicators, bool[] promotion)
    {
        var (run, longest) = (0, 0);
        foreach (var quarter in indicators.Quarters)
        {
            run = quarter[3].Score < 80 ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var target = facts.Level[1] - '0';
        var expected = 2.5m + ((target - 1) * 0.5m);
        var product = expected - facts.Skills.Product >= 0.5m;
        var industry = expected - facts.Skills.Industry >= 0.5m;
        var negotiation = expected - 0.5m - facts.Skills.Negotiation >= 0.5m;
        var expansion = indicators.Year[0].Score;
        return
        [
            longest >= 2,
            product || !promotion[5], product, !promotion[5],
            industry || !promotion[6], industry, !promotion[6],
            negotiation || !promotion[7], negotiation, !promotion[7],
            expansion < 80,
            expansion >= 105,
        ];
    }

    /// <summary>Returns the figures of the rewards, and whether each of their rules is met.</summary>
    public static (decimal[] Figures, bool[] Rules) Rewards(SchemeFacts facts, string grade, HandIndicators indicators, bool[] promotion, bool[] training)
    {
        var attainment = (facts.Revenue.Booked - facts.Revenue.Clawback) / facts.Revenue.Target * 100;
        var payout = Payout(attainment);
        var coefficient = grade switch { "S" => 1.5m, "A" => 1.2m, "B" => 1.0m, "C" => 0.6m, _ => 0 };
        var overrun = (facts.Expense.Actual - facts.Expense.Budget) / facts.Expense.Budget * 100;
        var bonus = overrun > 5 ? 0 : HandPeriods.Rounded(facts.TargetBonus * payout / 100 * coefficient, 2);
        decimal[] figures =
        [
            HandPeriods.Rounded(attainment, 2), HandPeriods.Rounded(payout, 2), coefficient, HandPeriods.Rounded(overrun, 2),
            facts.TargetBonus, bonus, facts.AdvancesPaid, bonus - facts.AdvancesPaid,
        ];
        var (reached, earns, within) = (attainment >= 80, coefficient > 0, overrun <= 5);
        var (honour, satisfied) = (AtLeast(grade, "A"), indicators.Year[1].Actual >= 4.4m);
        var (trainable, need) = (AtLeast(grade, "B"), training[0] || training[1] || training[4] || training[7] || training[10]);
        var eligible = promotion[0] && promotion[4] && promotion[8] && promotion[13];
        return (figures,
        [
            reached && earns && within, reached, earns, within,
            honour && satisfied, honour, satisfied,
            trainable && need, trainable, need,
            eligible && honour, eligible, honour,
            indicators.Year[0].Score >= 110,
        ]);
    }

    private static decimal Payout(decimal attainment)
    {
        if (attainment < 80)
            return 0;
        return Math.Min(attainment >= 100 ? 100 + ((attainment - 100) * 3) : 50 + ((attainment - 80) * 50 / 20), 160);
    }

    private static bool AtLeast(string grade, string minimum) => Rank(grade) <= Rank(minimum);

    private static int Rank(string grade) => grade switch { "S" => 0, "A" => 1, "B" => 2, "C" => 3, _ => 4 };
}
