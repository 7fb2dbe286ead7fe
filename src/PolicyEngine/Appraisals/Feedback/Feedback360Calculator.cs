using System.Globalization;
using PolicyEngine.Appraisals.Content;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals.Feedback;

/// <summary>
/// Computes the 360° component from ratings. For each competency, a group's mean is Σ ratings ÷ raters, and the competency's score is Σ (weight × mean) ÷ Σ
/// weight over the groups that count for it. The component is the mean of the competencies' scores times the scale. Groups with too few raters are neither
/// shown nor counted. Prepared once per policy version.
/// </summary>
/// <remarks>
/// A competency that nobody observed is left out of the mean. A competency that only suppressed groups observed holds the whole component: leaving it out
/// would silently rescale the score, and counting it would reveal what is suppressed. The component is also held when only exempt groups, such as the
/// superior, count.
/// </remarks>
internal sealed class Feedback360Calculator
{
    private readonly Feedback360Settings _settings;
    private readonly RoundingPlaces _places;
    private readonly RatingWords _words;
    private readonly string _path;
    private readonly DecimalParts[] _weights;
    private readonly DecimalParts _scale;
    private readonly bool[] _exempt;

    /// <summary>Prepares the component.</summary>
    /// <param name="settings">The policy's settings.</param>
    /// <param name="places">The policy's rounding.</param>
    /// <param name="path">The path of the ratings, such as <c>manager.ratings</c>.</param>
    public Feedback360Calculator(Feedback360Settings settings, RoundingPlaces places, string path)
    {
        _settings = settings;
        _places = places;
        _words = new RatingWords(settings);
        _path = path;
        _weights = [.. settings.Groups.Select(g => DecimalParts.Of(g.Weight))];
        _scale = DecimalParts.Of(settings.Scale);
        _exempt = [.. settings.Groups.Select(g => g.Exempt)];
    }

    /// <summary>Creates the memory for one person's ratings.</summary>
    public RatingTally CreateTally() => new(_words, _path);

    /// <summary>Creates the memory for one person's component.</summary>
    public FeedbackWork CreateWork() => new(_settings.Groups.Count, _settings.Competencies.Count);

    /// <summary>Computes the component of one person.</summary>
    /// <param name="feedback">Receives the component.</param>
    /// <param name="tally">The ratings.</param>
    /// <param name="faults">Receives the faults of data that could not be used.</param>
    public void Calculate(FeedbackWork feedback, RatingTally tally, List<EvaluationFault> faults)
    {
        faults.AddRange(tally.Faults);
        for (var g = 0; g < feedback.Groups.Length; g++)
        {
            feedback.Groups[g] = StatusOf(tally, g);
            feedback.Raters[g] = tally.Raters(g);
        }

        for (var c = 0; c < feedback.Competencies.Length; c++)
            FillCells(feedback.Cells(c), tally, feedback.Groups, c);
        var withoutScores = !HasCounted(feedback, exempt: false);
        feedback.Held = WhyHeld(feedback, tally, withoutScores);
        try
        {
            Publish(feedback, tally, withoutScores);
        }
        catch (OverflowException)
        {
            faults.Add(new EvaluationFault(EvaluationFaults.Overflow, new LocalizedText(
                $"the ratings in `{_path}` outgrow 28 digits", $"“{_path}”中的评分超出28位")));
            (feedback.Unrounded, feedback.Score, feedback.Held, feedback.IsComputed) = (DecimalParts.None, DecimalParts.None, null, false);
        }

        feedback.Missing = feedback.Unrounded.IsSome ? [] : [_path];
    }

    private RaterGroupStatus StatusOf(RatingTally tally, int group) => tally.Raters(group) switch
    {
        0 => tally.WasAsked(group) ? RaterGroupStatus.NotObserved : RaterGroupStatus.NotApplicable,
        var raters => IsEnough(group, raters) ? RaterGroupStatus.Counted : RaterGroupStatus.Suppressed,
    };

    private void FillCells(Span<RaterGroupStatus> cells, RatingTally tally, RaterGroupStatus[] groups, int competency)
    {
        for (var g = 0; g < cells.Length; g++)
        {
            cells[g] = (groups[g], tally.Raters(g, competency)) switch
            {
                (not RaterGroupStatus.Counted, _) => groups[g],
                (_, 0) => RaterGroupStatus.NotObserved,
                (_, var raters) => IsEnough(g, raters) ? RaterGroupStatus.Counted : RaterGroupStatus.Suppressed,
            };
        }
    }

    private bool IsEnough(int group, int raters) => _exempt[group] || raters >= _settings.MinimumRaters;

    /// <summary>Returns why there is no score in spite of ratings; <see langword="null"/> if there is a score, or if there are no ratings.</summary>
    private LocalizedText? WhyHeld(FeedbackWork feedback, RatingTally tally, bool withoutScores)
    {
        if (feedback.Groups.AsSpan().IndexOfAny(RaterGroupStatus.Counted, RaterGroupStatus.Suppressed) < 0)
            return null;
        if (withoutScores)
            return HasCounted(feedback, exempt: true) ? OnlyExempt(feedback.Groups) : NoneCounted();
        for (var c = 0; c < feedback.Competencies.Length; c++)
        {
            if (!feedback.Cells(c).Contains(RaterGroupStatus.Counted) && WasObserved(tally, c))
                return OnlySuppressed(_settings.Competencies[c]);
        }

        return null;
    }

    private bool HasCounted(FeedbackWork feedback, bool exempt)
    {
        for (var c = 0; c < feedback.Competencies.Length; c++)
        {
            var cells = feedback.Cells(c);
            for (var g = 0; g < cells.Length; g++)
            {
                if (cells[g] == RaterGroupStatus.Counted && _exempt[g] == exempt)
                    return true;
            }
        }

        return false;
    }

    private bool WasObserved(RatingTally tally, int competency)
    {
        for (var g = 0; g < _exempt.Length; g++)
        {
            if (tally.Raters(g, competency) > 0)
                return true;
        }

        return false;
    }

    private void Publish(FeedbackWork feedback, RatingTally tally, bool withoutScores)
    {
        var sum = default(DecimalParts);
        var scored = 0;
        for (var c = 0; c < feedback.Competencies.Length; c++)
        {
            var score = Publish(feedback, tally, c, withoutScores);
            if (!score.IsSome)
                continue;
            sum = QuickDecimal.Add(sum, score);
            scored++;
        }

        feedback.Unrounded = feedback.Held is null && scored > 0
            ? ScoreLimit.Keep(QuickDecimal.Divide(QuickDecimal.Multiply(sum, _scale), DecimalParts.Of(scored)))
            : DecimalParts.None;
        feedback.Score = _places.Round(feedback.Unrounded, _places.Feedback360);
        feedback.IsComputed = true;
    }

    /// <summary>Computes one competency: Σ (weight × mean) ÷ Σ weight over the groups that count for it.</summary>
    /// <returns>The unrounded score; <see cref="DecimalParts.None"/> if no group counts, or with <paramref name="withoutScores"/>.</returns>
    private DecimalParts Publish(FeedbackWork feedback, RatingTally tally, int c, bool withoutScores)
    {
        var cells = feedback.Cells(c);
        var means = feedback.Means(c);
        DecimalParts sum = default, weights = default;
        for (var g = 0; g < cells.Length; g++)
        {
            means[g] = DecimalParts.None;
            if (cells[g] != RaterGroupStatus.Counted)
                continue;
            var (given, raters) = (tally.Sum(g, c), DecimalParts.Of(tally.Raters(g, c)));
            means[g] = _places.Round(QuickDecimal.Divide(given, raters), _places.Competency);
            if (withoutScores)
                continue;
            sum = QuickDecimal.Add(sum, QuickDecimal.Divide(QuickDecimal.Multiply(_weights[g], given), raters));
            weights = QuickDecimal.Add(weights, _weights[g]);
        }

        ref var competency = ref feedback.Competencies[c];
        competency.Unrounded = weights == default ? DecimalParts.None : QuickDecimal.Divide(sum, weights);
        competency.Score = _places.Round(competency.Unrounded, _places.Competency);
        competency.Self = _settings.Self is null ? DecimalParts.None : _places.Round(Mean(tally, cells.Length, c), _places.Competency);
        return competency.Unrounded;
    }

    private static DecimalParts Mean(RatingTally tally, int group, int competency) => tally.Raters(group, competency) is var raters and > 0
        ? QuickDecimal.Divide(tally.Sum(group, competency), DecimalParts.Of(raters))
        : DecimalParts.None;

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
}
