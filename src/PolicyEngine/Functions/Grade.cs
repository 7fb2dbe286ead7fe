using PolicyEngine.Decimals;
using PolicyEngine.Scoring;

namespace PolicyEngine.Functions;

/// <summary>Grades for expressions.</summary>
public static class Grade
{
    /// <summary>Returns the grade of a score. The score is compared as given; to grade the published value, round it first.</summary>
    /// <param name="score">The score.</param>
    /// <param name="grades">The scale.</param>
    /// <exception cref="EvaluationException"><c>out-of-range</c> when the score is below the lowest grade.</exception>
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

    /// <summary>Whether a grade is at least as good as another.</summary>
    /// <param name="grade">The grade; case matters.</param>
    /// <param name="minimum">The lowest grade that suffices.</param>
    /// <param name="grades">The scale that both belong to.</param>
    /// <exception cref="EvaluationException"><c>no-entry</c> when one of the grades is not on the scale.</exception>
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
