using PolicyEngine.Decimals;
using PolicyEngine.Documents;

namespace PolicyEngine.Scoring;

/// <summary>One grade of a <see cref="GradeScale"/>.</summary>
/// <param name="Grade">The grade's name, such as <c>A</c>.</param>
/// <param name="From">The lowest score that earns the grade.</param>
public readonly record struct GradeStep(string Grade, decimal From);

/// <summary>Grades with the lowest score of each, best grade first.</summary>
public sealed class GradeScale
{
    private readonly GradeStep[] _steps;
    private readonly DecimalParts[] _from;

    /// <summary>Creates a scale.</summary>
    /// <param name="steps">At least one grade, best first: <c>From</c> must be strictly descending and names must be unique.</param>
    /// <exception cref="ArgumentException">There is no grade, a name occurs twice, or <c>From</c> does not descend.</exception>
    public GradeScale(IEnumerable<GradeStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        _steps = [.. steps];
        if (_steps.Length == 0)
            throw new ArgumentException("there is no grade", nameof(steps));
        SequenceFault.ThrowAny(Faults([.. _steps.Select(s => (GradeStep?)s)]), nameof(steps));
        _from = Array.ConvertAll(_steps, s => DecimalParts.Of(s.From));
    }

    /// <summary>The grades, best first.</summary>
    public IReadOnlyList<GradeStep> Steps => _steps;

    /// <summary>Returns the grade of a score; <see langword="null"/> below the lowest grade's <c>From</c>.</summary>
    /// <param name="score">Any decimal.</param>
    public string? TryFind(decimal score) => TryFind(DecimalParts.Of(score));

    /// <inheritdoc cref="TryFind(decimal)"/>
    internal string? TryFind(DecimalParts score)
    {
        for (var i = 0; i < _from.Length; i++)
        {
            if (QuickDecimal.IsAtLeast(score, _from[i]))
                return _steps[i].Grade;
        }

        return null;
    }

    /// <summary>Returns the grade of a score.</summary>
    /// <param name="score">Any decimal; it is compared as given, without rounding.</param>
    /// <exception cref="EvaluationException"><c>out-of-range</c> when the score is below the lowest grade's <c>From</c>.</exception>
    public string Of(decimal score) => Of(DecimalParts.Of(score));

    /// <inheritdoc cref="Of(decimal)"/>
    internal string Of(DecimalParts score) => TryFind(score) ?? throw Below(score.ToDecimal());

    private EvaluationException Below(decimal score) => new EvaluationException(EvaluationFaults.OutOfRange, new LocalizedText(
        $"{ExactDecimal.ToText(score)} lies below the lowest grade, which starts at {ExactDecimal.ToText(_steps[^1].From)}",
        $"{ExactDecimal.ToText(score)}低于最低等级的起点{ExactDecimal.ToText(_steps[^1].From)}"));

    /// <summary>Whether a grade is at least as good as another.</summary>
    /// <param name="grade">A grade of this scale; case matters.</param>
    /// <param name="minimum">The lowest grade that suffices, of this scale.</param>
    /// <exception cref="EvaluationException"><c>no-entry</c> when one of the grades is not on the scale.</exception>
    public bool AtLeast(string grade, string minimum) => Rank(grade) <= Rank(minimum);

    /// <summary>Returns what is wrong between the grades. Grades that could not be read are skipped.</summary>
    internal static IEnumerable<SequenceFault> Faults(IReadOnlyList<GradeStep?> steps)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i] is not { } step)
                continue;
            if (!seen.Add(step.Grade))
                yield return new SequenceFault(i, "duplicate-id", $"grade `{step.Grade}` occurs twice; give each its own name");
            if (i > 0 && steps[i - 1] is { } better && step.From >= better.From)
            {
                yield return new SequenceFault(i, "out-of-range", "the best grade comes first: `from` must descend, and "
                    + $"{ExactDecimal.ToText(step.From)} is not less than {ExactDecimal.ToText(better.From)}");
            }
        }
    }

    private int Rank(string grade) => RankOf(grade) is >= 0 and var rank ? rank : throw NoGrade(grade);

    /// <summary>Returns the number of better grades; -1 when the grade is not on the scale.</summary>
    internal int RankOf(string grade)
    {
        ArgumentNullException.ThrowIfNull(grade);
        for (var i = 0; i < _steps.Length; i++)
        {
            if (string.Equals(_steps[i].Grade, grade, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }

    /// <summary>Creates the exception for a text that is not a grade of this scale.</summary>
    internal EvaluationException NoGrade(string grade) => new(EvaluationFaults.NoEntry, new LocalizedText(
        $"the scale has no grade `{grade}`; it has {NamesInWords.Of(_steps.Select(s => s.Grade), ", ")}",
        $"等级表中没有“{grade}”，只有{NamesInWords.Of(_steps.Select(s => s.Grade), "、")}"));
}
