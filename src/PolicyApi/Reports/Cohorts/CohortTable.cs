namespace PolicyApi.Reports.Cohorts;

/// <summary>Cohort results as a table: one row per appraisal. A cell is a text or a decimal; <see langword="null"/> is an empty cell.</summary>
internal static class CohortTable
{
    /// <summary>The first row: names for programs and people alike.</summary>
    public static IReadOnlyList<string> Header { get; } =
    [
        "appraisal", "id", "name", "level", "year", "schemeVersion", "asOf", "decidedAt", "composite", "grade", "kpi", "feedback360", "goals",
        "promotion", "trainingEvents", "rewardEvents", "missing", "standing",
    ];

    /// <summary>The row of one appraisal.</summary>
    public static IReadOnlyList<object?> Row(CohortMember member) =>
    [
        Safe(member.Appraisal), Safe(member.Id), Safe(member.Name), Safe(member.Level), CohortMember.Number(member.Year), (decimal)member.SchemeVersion,
        member.AsOf, member.DecidedAt, member.Composite, Safe(member.Grade),
        member.Component("kpi"), member.Component("feedback360"), member.Component("goals"),
        member.Promotion, Safe(Joined(member.Events("training"))), Safe(Joined(member.Events("reward"))), Safe(Joined(member.Missing)), member.Standing,
    ];

    /// <summary>
    /// A text that a spreadsheet would take for a formula gets an apostrophe in front, after which it is text. White space counts too,
    /// because spreadsheets skip it.
    /// </summary>
    /// <param name="text">A text of the data.</param>
    public static string? Safe(string? text)
    {
        if (text is null)
            return null;
        var first = text.AsSpan().TrimStart();
        return (first.Length > 0 && first[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠') || text is ['\t' or '\r' or '\n', ..] ? "'" + text : text;
    }

    private static string Joined(IEnumerable<string> texts) => string.Join("; ", texts);
}
