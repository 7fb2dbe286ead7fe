using System.Text.Json.Nodes;

namespace PolicyApi.Reports.Cohorts;

/// <summary>A stored appraisal, reduced to what lists and overviews show. Every number is the published one.</summary>
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

    /// <summary>The weakest standing among the documents of the appraisal; <see langword="null"/> in appraisals from before the standing was stored.</summary>
    public string? Standing => Text(Stored, "standing");

    /// <summary>Whether a version was used that is not in force, so that the appraisal is only a trial.</summary>
    public bool IsTrial => Standing == "trial";

    public int SchemeVersion => (int)Stored["scheme"]!["version"]!;

    public string AsOf => Text(Stored, "asOf")!;

    public string DecidedAt => Text(Stored, "decidedAt")!;

    /// <summary>The rules of the training policy that require a programme.</summary>
    public IEnumerable<JsonObject> Programmes => Rules("training").Where(r => Text(r, "outcome") == "met" && Text(r, "category") != "strength");

    /// <summary>The fields that were missing in any part of the appraisal.</summary>
    public IReadOnlyList<string> Missing =>
        [.. Parts.SelectMany(part => Texts(Stored[part]?["missing"])).Distinct(StringComparer.Ordinal)];

    /// <summary>Returns the success events of a part.</summary>
    public IEnumerable<string> Events(string part) => Texts(Stored[part]?["events"]);

    /// <summary>Returns the top-level rules of a part.</summary>
    public IEnumerable<JsonObject> Rules(string part) => Stored[part]?["rules"]?.AsArray().OfType<JsonObject>() ?? [];

    /// <summary>Returns the published score of a component; <see langword="null"/> if there is none.</summary>
    public decimal? Component(string id) =>
        Number(Stored["scores"]?["components"]?.AsArray().FirstOrDefault(c => Text(c, "id") == id)?["score"]);

    public static decimal? Number(JsonNode? node) => node is null ? null : node.GetValue<decimal>();

    public static string? Text(JsonNode? node, string member) => (string?)node?[member];

    private static IEnumerable<string> Texts(JsonNode? list) => list?.AsArray().Select(n => (string)n!) ?? [];
}
