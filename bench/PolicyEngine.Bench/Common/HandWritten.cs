namespace PolicyEngine.Bench.Common;

/// <summary>The common policy as a hand-written program, in decimals, optimized for speed.</summary>
internal sealed class HandWritten
{
    private static readonly decimal[] Caps = [130, 120, 110, 110, 120];

    public decimal KpiScore { get; private set; }

    public decimal Rating360 { get; private set; }

    public decimal Score { get; private set; }

    public string Grade { get; private set; } = string.Empty;

    public decimal Bonus { get; private set; }

    public bool Eligible => Tenure && TopGrade && History && Certificate && Projects;

    /// <summary>Which conditions of the promotion are not met, in the order of <see cref="Conditions"/>.</summary>
    public ReadOnlySpan<bool> Failed
    {
        get
        {
            (_failed[0], _failed[1], _failed[2], _failed[3], _failed[4]) = (!Tenure, !TopGrade, !History, !Certificate, !Projects);
            return _failed;
        }
    }

    /// <summary>Which trainings are due, in the order of <see cref="Triggers"/>.</summary>
    public ReadOnlySpan<bool> Triggered => _triggers;

    /// <summary>Which rewards are due, in the order of <see cref="Rewards"/>.</summary>
    public ReadOnlySpan<bool> Rewarded => _rewards;

    private bool Tenure { get; set; }

    private bool TopGrade { get; set; }

    private bool History { get; set; }

    private bool Certificate { get; set; }

    private bool Projects { get; set; }

    private readonly bool[] _failed = new bool[5];
    private readonly bool[] _triggers = new bool[6];
    private readonly bool[] _rewards = new bool[4];

    /// <summary>The codes of the conditions of the promotion.</summary>
    public static readonly string[] Conditions = ["TENURE", "GRADE", "HISTORY", "CERTIFICATE", "PROJECTS"];

    /// <summary>The codes of trainings.</summary>
    public static readonly string[] Triggers = ["TRN_QUALITY", "TRN_DELIVERY", "TRN_COST", "TRN_LEADERSHIP", "TRN_CUSTOMER", "TRN_INNOVATION"];
    /// <summary>The codes of rewards.</summary>
    public static readonly string[] Rewards = ["RWD_SPOT_BONUS", "RWD_PEOPLE_LEADER", "RWD_INNOVATION", "RWD_CONSISTENCY"];

    /// <summary>Decides without allocating.</summary>
    public void Decide(CommonFacts facts)
    {
        decimal kpi = 0, first = 0;
        for (var i = 0; i < Caps.Length; i++)
        {
            var item = facts.Kpis[i];
            var percent = i == 3 ? item.Target * 100 / item.Actual : item.Actual * 100 / item.Target;
            var points = percent < 50 ? 0 : Math.Min(percent, Caps[i]);
            first = i == 0 ? points : first;
            kpi += item.Weight * points;
        }

        var d = facts.Dimensions;
        var dimension = (d.Quality + d.Delivery + d.Cost + d.People + d.Customer + d.Innovation) / 6;
        var reports = Mean(facts.Ratings.Reports);
        var rating = 20 * ((0.4m * Mean(facts.Ratings.Superior)) + (0.3m * Mean(facts.Ratings.Peers)) + (0.2m * reports) + (0.1m * Mean(facts.Ratings.Self)));
        KpiScore = Round(kpi);
        Rating360 = Round(rating);
        Score = Round((0.6m * kpi) + (0.2m * dimension) + (0.2m * rating));
        Grade = Score >= 95 ? "S" : Score >= 88 ? "A" : Score >= 78 ? "B" : Score >= 65 ? "C" : "D";
        Bonus = Score >= 96 ? 1.6m : Score >= 90 ? 1.3m : Score >= 80 ? 1.0m : 0;
        var (good, bad) = Count(facts.History);
        Promote(facts, good, bad);
        Train(facts, reports);
        _rewards[0] = first >= 115;
        _rewards[1] = reports >= 4.4m && d.People >= 85;
        _rewards[2] = d.Innovation >= 88 && facts.Projects.Key >= 3;
        _rewards[3] = TopGrade && good == 4;
    }

    /// <summary>Returns the answer of the last decision.</summary>
    public CommonAnswer Answer(CommonFacts facts) => new(
        facts.ManagerId, facts.Period, KpiScore, Rating360, Score, Grade, Bonus, Eligible, Chosen(Conditions, Failed), Chosen(Triggers, _triggers), Chosen(Rewards, _rewards));

    private void Promote(CommonFacts facts, int good, int bad)
    {
        Tenure = facts.Manager.TenureYears >= 2 && facts.Manager.MonthsInLevel >= 12;
        TopGrade = Score >= 88;
        History = good >= 2 && bad == 0;
        Certificate = false;
        foreach (var certificate in facts.Certificates)
            Certificate |= certificate.Valid;
        Projects = facts.Projects.Key >= 2 && facts.Projects.KeyOnTime * 2 >= facts.Projects.Key && facts.Projects.Led >= 1;
    }

    private void Train(CommonFacts facts, decimal reports)
    {
        var d = facts.Dimensions;
        _triggers[0] = d.Quality < 70;
        _triggers[1] = d.Delivery < 70;
        _triggers[2] = d.Cost < 65;
        _triggers[3] = d.People < 70 || reports < 3;
        _triggers[4] = d.Customer < 75;
        _triggers[5] = d.Innovation < 60 && facts.Manager.Level >= 4;
    }

    private static (int Good, int Bad) Count(GradeFacts[] history)
    {
        var (good, bad) = (0, 0);
        foreach (var item in history)
        {
            good += item.Grade is "S" or "A" ? 1 : 0;
            bad += item.Grade is "D" ? 1 : 0;
        }

        return (good, bad);
    }

    private static decimal Mean(decimal[] values)
    {
        decimal sum = 0;
        foreach (var value in values)
            sum += value;
        return sum / values.Length;
    }

    private static decimal Round(decimal value) => Math.Round(value, 2, MidpointRounding.AwayFromZero);

    private static List<string> Chosen(string[] codes, ReadOnlySpan<bool> chosen)
    {
        var list = new List<string>();
        for (var i = 0; i < codes.Length; i++)
        {
            if (chosen[i])
                list.Add(codes[i]);
        }

        return list;
    }
}
