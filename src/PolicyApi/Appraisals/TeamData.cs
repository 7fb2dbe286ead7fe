using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyApi.Reports;
using PolicyApi.Reports.Cohorts;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Appraisals;

/// <summary>Compiles the data of team reports from stored appraisals.</summary>
internal static class TeamData
{
    /// <summary>Returns the data of a team report.</summary>
    /// <param name="services">The services, for the scheme's title and the titles of fields.</param>
    /// <param name="scheme">The scheme's id.</param>
    /// <param name="records">Stored appraisals, newest first; the newest of each person is used.</param>
    /// <param name="more">Whether there are older appraisals.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public static async Task<ReportData> OfAsync(PreviewServices services, string scheme, IReadOnlyList<DecisionRecord> records, bool more, CancellationToken cancellation)
    {
        // Trials are left out: a trial would replace the person's actual result.
        var members = Members(records).Where(m => !m.IsTrial).DistinctBy(m => m.Id, StringComparer.Ordinal).ToList();
        var key = new DocumentKey(CatalogSection.Schemes, scheme);
        var content = services.Catalog.Snapshot.Find(key) is { } history ? await services.Catalog.ReadContentAsync(key, history.Versions.Length, cancellation) : null;
        var title = content is { } bytes ? JsonNode.Parse(bytes.Span)!["title"] : null;
        return ReportData.FromJson(Encoding.UTF8.GetBytes(TeamModel.Of(scheme, title, members, more).ToJsonString()), ReportModel.Team, await TitlesAsync(services, records, cancellation));
    }

    // The titles come from the model of the newest appraisal; older versions may have other fields.
    private static async Task<IReadOnlyDictionary<string, LocalizedText>?> TitlesAsync(PreviewServices services, IReadOnlyList<DecisionRecord> records, CancellationToken cancellation)
    {
        if (records.Count == 0)
            return null;
        using var json = JsonDocument.Parse(records[0].Body);
        return await services.Titles.OfAsync(json.RootElement, cancellation);
    }

    /// <summary>Returns what lists show of stored appraisals.</summary>
    public static IEnumerable<CohortMember> Members(IEnumerable<DecisionRecord> records) =>
        records.Select(MemberOf);

    /// <summary>Returns what lists show of a stored appraisal.</summary>
    public static CohortMember MemberOf(DecisionRecord record) => new(JsonNode.Parse(record.Body.Span)!.AsObject());
}
