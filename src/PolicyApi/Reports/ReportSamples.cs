using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyApi.Reports.Cohorts;
using PolicyEngine.Documents;

namespace PolicyApi.Reports;

/// <summary>Sample data for previews: appraisals of fictional people by the policies that ship with the service.</summary>
internal sealed class ReportSamples
{
    private readonly DirectoryInfo _folder;

    /// <summary>Creates the samples from a folder with the files <c>appraisals.ndjson</c> and <c>policy.json</c>.</summary>
    public ReportSamples(DirectoryInfo folder) => _folder = folder;

    /// <summary>The first appraisal of the sample.</summary>
    public JsonElement Appraisal => JsonSerializer.SerializeToElement(Appraisals().First());

    /// <summary>Returns sample data for a report.</summary>
    /// <param name="root">The kind of data: one of <see cref="ReportModel.Roots"/>.</param>
    /// <param name="fieldTitles">The titles of the fields of the fact model, by path.</param>
    public ReportData Of(string root, IReadOnlyDictionary<string, LocalizedText>? fieldTitles = null) => root switch
    {
        ReportModel.Team => Data(root, fieldTitles, TeamModel.Of("kam-annual", JsonNode.Parse("""{"en":"Sample team","zh-CN":"示例团队"}"""), [.. Appraisals().Select(a => new CohortMember(a))])),
        ReportModel.Policy => Data(root, fieldTitles, PolicySheetModel.Of(JsonNode.Parse(File.ReadAllText(PathOf("policy.json")))!.AsObject(), 1, "draft", new string('0', 64), fieldTitles ?? new Dictionary<string, LocalizedText>(StringComparer.Ordinal))),
        _ => Data(root, fieldTitles, Appraisals().First()),
    };

    private static ReportData Data(string root, IReadOnlyDictionary<string, LocalizedText>? fieldTitles, JsonObject data) =>
        ReportData.FromJson(System.Text.Encoding.UTF8.GetBytes(data.ToJsonString()), root, fieldTitles);

    private IEnumerable<JsonObject> Appraisals() => File.ReadLines(PathOf("appraisals.ndjson")).Select(l => JsonNode.Parse(l)!.AsObject());

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
