using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyApi.Reports;
using PolicyApi.Reports.Cohorts;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Appraisals;

/// <summary>Makes the data of a team report from stored appraisals.</summary>
internal static class TeamData
{
    /// <summary>The data of a team report.</summary>
    /// <param name="services">Know the scheme's title and what the fields are called.</param>
    /// <param name="scheme">The scheme's id.</param>
    /// <param name="records">Stored appraisals, newest first; of each person the newest counts.</param>
    /// <param name="more">Whether there are older ones.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public static async Task<ReportData> OfAsync(PreviewServices services, string scheme, IReadOnlyList<DecisionRecord> records, bool more, CancellationToken cancellation)
    {
        // A trial is no result: it would push aside the one that counts.
        var members = Members(records).Where(m => !m.IsTrial).DistinctBy(m => m.Id, StringComparer.Ordinal).ToList();
        var key = new DocumentKey(CatalogSection.Schemes, scheme);
        var content = services.Catalog.Snapshot.Find(key) is { } history ? await services.Catalog.ReadContentAsync(key, history.Versions.Length, cancellation) : null;
        var title = content is { } bytes ? JsonNode.Parse(bytes.Span)!["title"] : null;
        var titles = await TitlesAsync(services, records, cancellation);
        return ReportData.FromJson(Encoding.UTF8.GetBytes(TeamModel.Of(scheme, title, members, more, titles).ToJsonString()), ReportModel.Team, titles);
    }

    // The newest appraisal says by which model the fields are called; older models may have had other fields.
    private static async Task<IReadOnlyDictionary<string, LocalizedText>?> TitlesAsync(PreviewServices services, IReadOnlyList<DecisionRecord> records, CancellationToken cancellation)
    {
        if (records.Count == 0)
            return null;
        using var json = JsonDocument.Parse(records[0].Body);
        return await services.Titles.OfAsync(json.RootElement, cancellation);
    }

    /// <summary>What lists show of stored appraisals.</summary>
    public static IEnumerable<CohortMember> Members(IEnumerable<DecisionRecord> records) =>
        records.Select(MemberOf);

    /// <summary>What lists show of one stored appraisal.</summary>
    public static CohortMember MemberOf(DecisionRecord record) => new(JsonNode.Parse(record.Body.Span)!.AsObject());
}
