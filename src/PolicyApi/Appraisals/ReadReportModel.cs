using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using PolicyApi.Reports;
using PolicyApi.Reports.Functions;

namespace PolicyApi.Appraisals;

/// <summary>Describes what templates can read and call.</summary>
internal static class ReadReportModel
{
    private static readonly Lazy<JsonObject> Model = new(Build);

    /// <summary>Returns the description as a JSON Schema.</summary>
    public static Ok<JsonObject> Handle() => TypedResults.Ok(Model.Value);

    private static JsonObject Build()
    {
        var appraisal = ReportSchema.Of(typeof(Appraisal));
        appraisal["properties"]!["sha256"] = new JsonObject { ["type"] = "string", ["description"] = "The hash of the stored record." };
        appraisal["properties"]!["gradeScale"] = ReportSchema.Of(typeof(ReportScale));
        appraisal["properties"]!["facts"] = new JsonObject { ["type"] = "object", ["description"] = "The facts as posted; read them with `at appraisal \"facts.…\"`." };
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "What a report template can read",
            ["description"] = "A template reads one of `appraisal`, `team` and `policy`; which one it names decides what it is about. Members without a value are left out and read as nothing.",
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["appraisal"] = appraisal,
                ["team"] = RootSchemas.Team(),
                ["policy"] = RootSchemas.Policy(),
                ["culture"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("en", "zh-CN"), ["description"] = "The report's language." },
                ["full"] = new JsonObject { ["type"] = "boolean", ["description"] = "Whether pages with every rule and the values it read were requested (`detail=full`)." },
                ["template"] = new JsonObject { ["type"] = "string", ["description"] = "The template's id and version, such as `kam-appraisal v3`; empty if it is not saved." },
            },
            ["functions"] = new JsonArray([.. ReportFunctions.All.Keys.Order(StringComparer.Ordinal).Select(n => JsonValue.Create(n))]),
            ["$defs"] = new JsonObject { ["rule"] = ReportSchema.Rule() },
        };
    }
}
