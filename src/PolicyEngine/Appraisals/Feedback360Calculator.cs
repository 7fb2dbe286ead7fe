using System.Globalization;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals;

/// <summary>
/// Turns ratings into the 360° component: each competency is averaged within the groups, then over the groups by weight;
/// the component is the mean of the competencies times the scale. Groups with too few raters are neither shown nor counted.
/// Prepared once per policy version.
/// </summary>
/// <remarks>
/// A competency that nobody observed is left out of the mean. One that only suppressed groups observed holds the whole
/// component: leaving it out would rescale silently, and counting it would show what is suppressed.
/// </remarks>
internal sealed class Feedback360Calculator
{
    private readonly Feedback360Settings _settings;
    private readonly RoundingPlaces _places;
    private readonly RatingWords _words;
    private readonly string _path;
    private readonly DecimalParts[] _weights;
    private readonly string _tooFew;

    /// <summary>Prepares the component.</summary>
    /// <param name="settings">The policy's settings.</param>
    /// <param name="places">The policy's rounding.</param>
    /// <param name="path">Where the ratings stand, such as <c>manager.ratings</c>.</param>
    public Feedback360Calculator(Feedback360Settings settings, RoundingPlaces places, string path)
    {
        _settings = settings;
        _places = places;
        _words = new RatingWords(settings);
        _path = path;
        _weights = [.. settings.Groups.Select(g => DecimalParts.Of(g.Weight))];
        _tooFew = $"n<{Show(settings.MinimumRaters)}";
    }

    /// <summary>Room for one person's ratings.</summary>
    public RatingTally CreateTally() => new(_words, _path);

    /// <summary>The component of one person.</summary>
    /// <param name="tally">The ratings.</param>
    /// <param name="faults">Takes what could not be used.</param>
    public ComponentScore<Feedback360Result> Calculate(RatingTally tally, List<EvaluationFault> faults)
    {
        faults.AddRange(tally.Faults);
        var groups = new RaterGroupStatus[_settings.Groups.Count];
        for (var g = 0; g < groups.Length; g++)
            groups[g] = StatusOf(tally, g);
        var cells = new RaterGroupStatus[_settings.Competencies.Count][];
        for (var c = 0; c < cells.Length; c++)
            cells[c] = CellsOf(tally, groups, c);

        var held = WhyHeld(tally, groups, cells, out var withoutScores);
        try
        {
            return Publish(tally, groups, cells, held, withoutScores);
        }
        catch (OverflowException)
        {
            faults.Add(new EvaluationFault(EvaluationFaults.Overflow, new LocalizedText(
                $"the ratings in `{_path}` outgrow 28 digits", $"“{_path}”中的评分超出28位")));
            return new ComponentScore<Feedback360Result>(
                Score: null, new Feedback360Result(Score: null, Held: null, PublishGroups(tally, groups), []), [_path]);
        }
    }

    private RaterGroupStatus StatusOf(RatingTally tally, int group) => tally.Raters(group) switch
    {
        0 => tally.WasAsked(group) ? RaterGroupStatus.NotObserved : RaterGroupStatus.NotApplicable,
        var raters => IsEnough(group, raters) ? RaterGroupStatus.Counted : RaterGroupStatus.Suppressed,
    };

    private RaterGroupStatus[] CellsOf(RatingTally tally, RaterGroupStatus[] groups, int competency)
    {
        var cells = new RaterGroupStatus[groups.Length];
        for (var g = 0; g < groups.Length; g++)
        {
            cells[g] = (groups[g], tally.Raters(g, competency)) switch
            {
                (not RaterGroupStatus.Counted, _) => groups[g],
                (_, 0) => RaterGroupStatus.NotObserved,
                (_, var raters) => IsEnough(g, raters) ? RaterGroupStatus.Counted : RaterGroupStatus.Suppressed,
            };
        }

        return cells;
    }

    private bool IsEnough(int group, int raters) => _settings.Groups[group].Exempt || raters >= _settings.MinimumRaters;

    /// <summary>Why there is no score although there are ratings.</summary>
    private LocalizedText? WhyHeld(RatingTally tally, RaterGroupStatus[] groups, RaterGroupStatus[][] cells, out bool withoutScores)
    {
        withoutScores = !Array.Exists(cells, row => HasCounted(row, exempt: false));
        if (!Array.Exists(groups, g => g is RaterGroupStatus.Counted or RaterGroupStatus.Suppressed))
            return null;
        if (withoutScores)
            return Array.Exists(cells, row => HasCounted(row, exempt: true)) ? OnlyExempt(groups) : NoneCounted();
        for (var c = 0; c < cells.Length; c++)
        {
            if (!Array.Exists(cells[c], s => s == RaterGroupStatus.Counted) && WasObserved(tally, c))
                return OnlySuppressed(_settings.Competencies[c]);
        }

        return null;
    }

    private bool HasCounted(RaterGroupStatus[] row, bool exempt)
    {
        for (var g = 0; g < row.Length; g++)
        {
            if (row[g] == RaterGroupStatus.Counted && _settings.Groups[g].Exempt == exempt)
                return true;
        }

        return false;
    }

    private bool WasObserved(RatingTally tally, int competency)
    {
        for (var g = 0; g < _settings.Groups.Count; g++)
        {
            if (tally.Raters(g, competency) > 0)
                return true;
        }

        return false;
    }

    private ComponentScore<Feedback360Result> Publish(
        RatingTally tally, RaterGroupStatus[] groups, RaterGroupStatus[][] cells, LocalizedText? held, bool withoutScores)
    {
        var competencies = new CompetencyResult[cells.Length];
        decimal sum = 0;
        var scored = 0;
        for (var c = 0; c < cells.Length; c++)
        {
            var score = withoutScores ? null : ScoreOf(tally, cells[c], c);
            competencies[c] = PublishCompetency(tally, cells[c], c, score);
            if (score is null)
                continue;
            sum += score.Value;
            scored++;
        }

        decimal? total = held is null && scored > 0 ? ScoreLimit.Keep(sum * _settings.Scale / scored) : null;
        var published = new Feedback360Result(Rounded(total, _places.Feedback360), held, PublishGroups(tally, groups), competencies);
        return new ComponentScore<Feedback360Result>(total, published, total is null ? [_path] : []);
    }

    /// <summary>Σ weight × mean ÷ Σ weight over the groups that count for the competency.</summary>
    private decimal? ScoreOf(RatingTally tally, RaterGroupStatus[] cells, int competency)
    {
        DecimalParts sum = default, weights = default;
        for (var g = 0; g < cells.Length; g++)
        {
            if (cells[g] != RaterGroupStatus.Counted)
                continue;
            var weighted = QuickDecimal.Multiply(_weights[g], tally.Sum(g, competency));
            sum = QuickDecimal.Add(sum, QuickDecimal.Divide(weighted, DecimalParts.Of(tally.Raters(g, competency))));
            weights = QuickDecimal.Add(weights, _weights[g]);
        }

        return weights == default ? null : QuickDecimal.Divide(sum, weights).ToDecimal();
    }

    private CompetencyResult PublishCompetency(RatingTally tally, RaterGroupStatus[] cells, int competency, decimal? score)
    {
        var groups = new CompetencyGroupResult[cells.Length];
        for (var g = 0; g < cells.Length; g++)
        {
            var mean = cells[g] == RaterGroupStatus.Counted ? Mean(tally, g, competency) : DecimalParts.None;
            groups[g] = new CompetencyGroupResult(_settings.Groups[g].Id, _places.Round(mean, _places.Competency), cells[g]);
        }

        var self = _settings.Self is null ? DecimalParts.None : Mean(tally, _settings.Groups.Count, competency);
        var definition = _settings.Competencies[competency];
        return new CompetencyResult(
            definition.Id, definition.Title, Rounded(score, _places.Competency), _places.Round(self, _places.Competency), groups)
        { Unrounded = score };
    }

    private static DecimalParts Mean(RatingTally tally, int group, int competency) => tally.Raters(group, competency) is var raters and > 0
        ? QuickDecimal.Divide(tally.Sum(group, competency), DecimalParts.Of(raters))
        : DecimalParts.None;

    private RaterGroupResult[] PublishGroups(RatingTally tally, RaterGroupStatus[] groups)
    {
        var published = new RaterGroupResult[groups.Length];
        for (var g = 0; g < groups.Length; g++)
        {
            var group = _settings.Groups[g];
            var raters = groups[g] == RaterGroupStatus.Suppressed ? _tooFew : Show(tally.Raters(g));
            published[g] = new RaterGroupResult(group.Id, group.Title, group.Weight, groups[g], raters);
        }

        return published;
    }

    private LocalizedText OnlyExempt(RaterGroupStatus[] groups)
    {
        var counted = _settings.Groups.Where((_, g) => groups[g] == RaterGroupStatus.Counted).Where(g => g.Exempt).Select(g => g.Title).ToList();
        return new LocalizedText(
            $"only {string.Join(", ", counted.Select(t => t.En))} can be counted: no other group has {Show(_settings.MinimumRaters)} raters; "
            + "the component is held until there are enough ratings",
            $"仅{string.Join("、", counted.Select(t => t.ZhCn))}可计入：其他评价组均不足{Show(_settings.MinimumRaters)}人；待评分足够后再计算");
    }

    private LocalizedText NoneCounted() => new(
        $"no group has {Show(_settings.MinimumRaters)} raters; the component is held until there are enough ratings",
        $"各评价组均不足{Show(_settings.MinimumRaters)}人；待评分足够后再计算");

    private LocalizedText OnlySuppressed(Competency competency) => new(
        $"{competency.Title.En} was rated only by groups with fewer than {Show(_settings.MinimumRaters)} raters; "
        + "the component is held until there are enough ratings",
        $"“{competency.Title.ZhCn}”仅有不足{Show(_settings.MinimumRaters)}人的评价组评分；待评分足够后再计算");

    private static string Show(int value) => value.ToString(CultureInfo.InvariantCulture);

    private decimal? Rounded(decimal? value, int places) => value is { } v ? _places.Round(v, places) : null;
}
