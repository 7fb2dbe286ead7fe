using System.Text.Json.Nodes;
using PolicyEngine.Decimals;

namespace PolicyApi.Reports.Cohorts;

/// <summary>Compiles the data of a team report from stored appraisals: counts and rankings; the mean is the only number that it computes from scores.</summary>
internal static class TeamModel
{
    /// <summary>Returns the data of a team report.</summary>
    /// <param name="schemeId">The scheme's id.</param>
    /// <param name="title">The display title.</param>
    /// <param name="members">One appraisal per person.</param>
    /// <param name="more">Whether there are older appraisals that were not read.</param>
    public static JsonObject Of(string schemeId, JsonNode? title, IReadOnlyList<CohortMember> members, bool more = false)
    {
        var ranked = members.Where(m => m.Composite is not null)
            .OrderByDescending(m => m.Composite).ThenBy(m => m.Id, StringComparer.Ordinal).ToList();
        return new JsonObject
        {
            ["scheme"] = schemeId,
            ["title"] = title?.DeepClone(),
            ["more"] = more,
            ["people"] = members.Count,
            ["appraised"] = ranked.Count,
            ["open"] = members.Count - ranked.Count,
            ["mean"] = ranked.Count == 0 ? null : Rounding.Round(ranked.Average(m => m.Composite!.Value), 2),
            ["highest"] = ranked.Count == 0 ? null : ranked[0].Composite,
            ["lowest"] = ranked.Count == 0 ? null : ranked[^1].Composite,
            ["distribution"] = Distribution(ranked),
            ["ranking"] = Ranking(ranked),
            ["training"] = Training(members),
            ["candidates"] = People(members.Where(m => m.Promotion == "met").OrderByDescending(m => m.Composite).ThenBy(m => m.Id, StringComparer.Ordinal)),
            ["undecided"] = People(members.Where(m => m.Composite is null || m.Promotion == "undetermined").OrderBy(m => m.Id, StringComparer.Ordinal)),
        };
    }

    // The ranking gives the grades in descending order.
    private static JsonArray Distribution(List<CohortMember> ranked) =>
        [.. ranked.GroupBy(m => m.Grade ?? "", StringComparer.Ordinal).Select(g => new JsonObject
        {
            ["grade"] = g.Key,
            ["count"] = g.Count(),
            ["share"] = Rounding.Round(g.Count() * 100m / ranked.Count, 1),
        })];

    // People with the same score have the same rank.
    private static JsonArray Ranking(List<CohortMember> ranked)
    {
        var rows = new JsonArray();
        var rank = 0;
        for (var i = 0; i < ranked.Count; i++)
        {
            if (i == 0 || ranked[i].Composite != ranked[i - 1].Composite)
                rank = i + 1;
            var row = Person(ranked[i]);
            row["rank"] = rank;
            row["kpi"] = ranked[i].Component("kpi");
            row["feedback360"] = ranked[i].Component("feedback360");
            row["goals"] = ranked[i].Component("goals");
            rows.Add(row);
        }

        return rows;
    }

    private static JsonArray Training(IReadOnlyList<CohortMember> members) =>
        [.. members
            .SelectMany(m => m.Programmes.Select(p => (Member: m, Programme: p)))
            .GroupBy(p => CohortMember.Text(p.Programme, "name")!, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new JsonObject
            {
                ["name"] = g.Key,
                ["title"] = g.First().Programme["title"]?.DeepClone(),
                ["count"] = g.Count(),
                ["persons"] = People(g.Select(p => p.Member).OrderBy(m => m.Id, StringComparer.Ordinal)),
            })];

    private static JsonArray People(IEnumerable<CohortMember> members) => [.. members.Select(Person)];

    private static JsonObject Person(CohortMember member) => new()
    {
        ["appraisal"] = member.Appraisal,
        ["id"] = member.Id,
        ["name"] = member.Name ?? member.Id,
        ["level"] = member.Level,
        ["composite"] = member.Composite,
        ["grade"] = member.Grade,
        ["promotion"] = member.Promotion,
        ["missing"] = new JsonArray([.. member.Missing.Select(m => JsonValue.Create(m))]),
    };
}
