using PolicyEngine.Scoring;

namespace PolicyEngine.Functions;

/// <summary>Grades for expressions.</summary>
public static class Grade
{
    /// <summary>The grade of a score. The score is compared as given: round first what is to be graded as published.</summary>
    /// <param name="score">The score.</param>
    /// <param name="grades">The scale, best first.</param>
    /// <exception cref="EvaluationException"><c>out-of-range</c> below the lowest grade.</exception>
    [ExpressionFunction(
        "the grade of a score",
        "得分对应的等级",
        "Grade.Of(94.62, parameters.grades)",
        "\"A\", when A starts at 90 and S at 100")]
    public static string Of(decimal score, GradeScale grades)
    {
        ArgumentNullException.ThrowIfNull(grades);
        return grades.Of(score);
    }

    /// <summary>Whether a grade is as good as another, or better.</summary>
    /// <param name="grade">The grade.</param>
    /// <param name="minimum">The grade asked for.</param>
    /// <param name="grades">The scale that both belong to.</param>
    /// <exception cref="EvaluationException"><c>no-entry</c> when the scale does not have one of them.</exception>
    [ExpressionFunction(
        "whether a grade is at least another",
        "等级是否不低于指定等级",
        "Grade.AtLeast(\"B\", \"A\", parameters.grades)",
        "false")]
    public static bool AtLeast(string grade, string minimum, GradeScale grades)
    {
        ArgumentNullException.ThrowIfNull(grades);
        return grades.AtLeast(grade, minimum);
    }
}
