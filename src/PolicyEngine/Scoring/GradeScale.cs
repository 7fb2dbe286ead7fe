using PolicyEngine.Decimals;
using PolicyEngine.Documents;

namespace PolicyEngine.Scoring;

/// <summary>One step of a <see cref="GradeScale"/>.</summary>
/// <param name="Grade">The grade's name, such as <c>A</c>.</param>
/// <param name="From">The least score that earns it.</param>
public readonly record struct GradeStep(string Grade, decimal From);

/// <summary>Grades with the scores they start at, best first.</summary>
public sealed class GradeScale
{
    private readonly GradeStep[] _steps;
    private readonly DecimalParts[] _from;

    /// <summary>Creates a scale.</summary>
    /// <param name="steps">At least one grade, best first: <c>From</c> strictly falling, no name twice.</param>
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

    /// <summary>The grade of a score; <see langword="null"/> below the lowest grade's <c>From</c>.</summary>
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

    /// <summary>The grade of a score.</summary>
    /// <param name="score">Any decimal; it is compared as it is, unrounded.</param>
    /// <exception cref="EvaluationException"><c>out-of-range</c> below the lowest grade's <c>From</c>.</exception>
    public string Of(decimal score) => Of(DecimalParts.Of(score));

    /// <inheritdoc cref="Of(decimal)"/>
    internal string Of(DecimalParts score) => TryFind(score) ?? throw Below(score.ToDecimal());

    private EvaluationException Below(decimal score) => new EvaluationException(EvaluationFaults.OutOfRange, new LocalizedText(
        $"{ExactDecimal.ToText(score)} lies below the lowest grade, which starts at {ExactDecimal.ToText(_steps[^1].From)}",
        $"{ExactDecimal.ToText(score)}低于最低等级的起点{ExactDecimal.ToText(_steps[^1].From)}"));

    /// <summary>Whether a grade is as good as another, or better.</summary>
    /// <param name="grade">A grade of this scale; case matters.</param>
    /// <param name="minimum">The lowest sufficient grade, of the same scale.</param>
    /// <exception cref="EvaluationException"><c>no-entry</c> when the scale does not have one of them.</exception>
    public bool AtLeast(string grade, string minimum) => Rank(grade) <= Rank(minimum);

    /// <summary>What is wrong between the steps; steps that could not be read are passed over.</summary>
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

    /// <summary>How many grades are better; -1 for none of the scale.</summary>
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

    /// <summary>Why a text cannot be compared with grades.</summary>
    internal EvaluationException NoGrade(string grade) => new(EvaluationFaults.NoEntry, new LocalizedText(
        $"the scale has no grade `{grade}`; it has {NamesInWords.Of(_steps.Select(s => s.Grade), ", ")}",
        $"等级表中没有“{grade}”，只有{NamesInWords.Of(_steps.Select(s => s.Grade), "、")}"));
}
