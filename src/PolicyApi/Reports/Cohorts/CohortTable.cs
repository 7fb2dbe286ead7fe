namespace PolicyApi.Reports.Cohorts;

/// <summary>Arranges the results of a cohort as a table with one row per appraisal. A cell is a text, a decimal, or <see langword="null"/> if empty.</summary>
internal static class CohortTable
{
    /// <summary>The first row, with the names of the columns.</summary>
    public static IReadOnlyList<string> Header { get; } =
    [
        "appraisal", "id", "name", "level", "year", "schemeVersion", "asOf", "decidedAt", "composite", "grade", "kpi", "feedback360", "goals",
        "promotion", "trainingEvents", "rewardEvents", "missing", "standing",
    ];

    /// <summary>Returns the row of one appraisal.</summary>
    public static IReadOnlyList<object?> Row(CohortMember member) =>
    [
        Safe(member.Appraisal), Safe(member.Id), Safe(member.Name), Safe(member.Level), CohortMember.Number(member.Year), (decimal)member.SchemeVersion,
        member.AsOf, member.DecidedAt, member.Composite, Safe(member.Grade),
        member.Component("kpi"), member.Component("feedback360"), member.Component("goals"),
        member.Promotion, Safe(Joined(member.Events("training"))), Safe(Joined(member.Events("reward"))), Safe(Joined(member.Missing)), member.Standing,
    ];

    /// <summary>
    /// Puts an apostrophe before a text that a spreadsheet would treat as a formula. Leading white space does not matter, because
    /// spreadsheets skip it.
    /// </summary>
    /// <param name="text">A text from the data.</param>
    public static string? Safe(string? text)
    {
        if (text is null)
            return null;
        var first = text.AsSpan().TrimStart();
        return (first.Length > 0 && first[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠') || text is ['\t' or '\r' or '\n', ..] ? "'" + text : text;
    }

    private static string Joined(IEnumerable<string> texts) => string.Join("; ", texts);
}
