using PolicyEngine.Decimals;
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
        "\"A\", when A starts at 90 and S at 100",
        "\"A\"（A级90分起、S级100分起）")]
    public static string Of(
        [FunctionArgument("the score", "得分")] decimal score,
        [FunctionArgument("a parameter of type `grades`", "类型为 `grades` 的参数")] GradeScale grades)
    {
        ArgumentNullException.ThrowIfNull(grades);
        return grades.Of(score);
    }

    internal static string Of(DecimalParts score, GradeScale grades) => grades.Of(score);

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
    public static bool AtLeast(
        [FunctionArgument("the grade", "等级")] string grade,
        [FunctionArgument("the grade asked for", "要求的等级")] string minimum,
        [FunctionArgument("a parameter of type `grades`", "类型为 `grades` 的参数")] GradeScale grades)
    {
        ArgumentNullException.ThrowIfNull(grades);
        return grades.AtLeast(grade, minimum);
    }
}
