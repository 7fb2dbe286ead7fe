using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyEngine.Documents;

namespace PolicyApi.Reports.Cohorts;

/// <summary>One stored appraisal, reduced to what lists and overviews show. Every number is the published one.</summary>
/// <param name="Stored">The stored appraisal.</param>
internal sealed record CohortMember(JsonObject Stored)
{
    private static readonly string[] Parts = ["scores", "promotion", "training", "reward"];

    public string Appraisal => Text(Stored, "id")!;

    public string Id => Text(Stored["subject"], "id")!;

    public string? Name => Text(Stored["subject"], "name");

    public string? Level => Text(Stored["subject"], "level");

    public JsonNode? Year => Stored["subject"]?["year"];

    public decimal? Composite => Number(Stored["scores"]?["composite"]);

    public string? Grade => Text(Stored["scores"], "grade");

    public string? Promotion => Text(Stored["promotion"], "outcome");

    /// <summary>What stands behind the rules; <see langword="null"/> in appraisals made before that was kept.</summary>
    public string? Standing => Text(Stored, "standing");

    /// <summary>Whether a version was asked for that is not in force: no result, but a trial.</summary>
    public bool IsTrial => Standing == "trial";

    public int SchemeVersion => (int)Stored["scheme"]!["version"]!;

    public string AsOf => Text(Stored, "asOf")!;

    public string DecidedAt => Text(Stored, "decidedAt")!;

    /// <summary>Rules of the training policy that call for a programme.</summary>
    public IEnumerable<JsonObject> Programmes => Rules("training").Where(r => Text(r, "outcome") == "met" && Text(r, "category") != "strength");

    /// <summary>Fields that were missing, in any part of the appraisal.</summary>
    public IReadOnlyList<string> Missing =>
        [.. Parts.SelectMany(part => Texts(Stored[part]?["missing"])).Distinct(StringComparer.Ordinal)];

    /// <summary>The same in words, each once.</summary>
    /// <param name="titles">What people call the fields.</param>
    public IEnumerable<LocalizedText> MissingInWords(IReadOnlyDictionary<string, LocalizedText> titles)
    {
        var names = new ValueNames(titles, Missing.Any(path => path.Contains('[', StringComparison.Ordinal)) ? ReportData.FromJson(JsonSerializer.SerializeToUtf8Bytes(Stored)).Root : null);
        return Parts.SelectMany(part => names.OfAll(Texts(Stored[part]?["missing"]), part)).Distinct();
    }

    /// <summary>The success events of a part.</summary>
    public IEnumerable<string> Events(string part) => Texts(Stored[part]?["events"]);

    /// <summary>The top-level rules of a part.</summary>
    public IEnumerable<JsonObject> Rules(string part) => Stored[part]?["rules"]?.AsArray().OfType<JsonObject>() ?? [];

    /// <summary>The published score of a component.</summary>
    public decimal? Component(string id) =>
        Number(Stored["scores"]?["components"]?.AsArray().FirstOrDefault(c => Text(c, "id") == id)?["score"]);

    public static decimal? Number(JsonNode? node) => node is null ? null : node.GetValue<decimal>();

    public static string? Text(JsonNode? node, string member) => (string?)node?[member];

    private static IEnumerable<string> Texts(JsonNode? list) => list?.AsArray().Select(n => (string)n!) ?? [];
}
