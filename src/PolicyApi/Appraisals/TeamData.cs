using System.Text;
using System.Text.Json.Nodes;
using PolicyApi.Catalog;
using PolicyApi.Reports;
using PolicyApi.Reports.Cohorts;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Appraisals;

/// <summary>Makes the data of a team report from stored appraisals.</summary>
internal static class TeamData
{
    /// <summary>The data of a team report.</summary>
    /// <param name="catalog">Knows the scheme's title.</param>
    /// <param name="scheme">The scheme's id.</param>
    /// <param name="records">Stored appraisals, newest first; of each person the newest counts.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<ReportData> OfAsync(PolicyCatalog catalog, string scheme, IEnumerable<DecisionRecord> records, CancellationToken cancellation)
    {
        var members = Members(records).DistinctBy(m => m.Id, StringComparer.Ordinal).ToList();
        var key = new DocumentKey(CatalogSection.Schemes, scheme);
        var content = catalog.Snapshot.Find(key) is { } history ? await catalog.ReadContentAsync(key, history.Versions.Length, cancellation) : null;
        var title = content is { } bytes ? JsonNode.Parse(bytes.Span)!["title"] : null;
        return ReportData.FromJson(Encoding.UTF8.GetBytes(TeamModel.Of(scheme, title, members).ToJsonString()), ReportModel.Team);
    }

    /// <summary>What lists show of stored appraisals.</summary>
    public static IEnumerable<CohortMember> Members(IEnumerable<DecisionRecord> records) =>
        records.Select(r => new CohortMember(JsonNode.Parse(r.Body.Span)!.AsObject()));
}
