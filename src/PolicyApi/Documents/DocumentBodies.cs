using System.Text.Json.Nodes;
using PolicyEngine.Documents;

namespace PolicyApi.Documents;

// These records only describe bodies in the OpenAPI document. The engine reads the bodies themselves: it knows the whole
// format and reports every error with its place. docs/documents.md explains each member.

/// <summary>A fact model: what callers send.</summary>
/// <param name="Kind"><c>fact-model</c>.</param>
/// <param name="Id">1–64 characters of a–z, 0–9 and -, starting with a letter.</param>
/// <param name="Title">The display title.</param>
/// <param name="Input">The name by which expressions reach the facts.</param>
/// <param name="About">Which top-level fields identify the person: <c>id</c> and, if there are any, <c>name</c>, <c>level</c>, <c>year</c>.</param>
/// <param name="Schema">A subset of JSON Schema 2020-12.</param>
public sealed record FactModelBody(
    DocumentKind Kind, string Id, LocalizedText Title, string Input, IReadOnlyDictionary<string, string> About, JsonObject Schema);

/// <summary>A policy: rules with named parameters. The members from <c>periods</c> on belong to <c>kpi-weighting</c> only.</summary>
/// <param name="Kind"><c>kpi-weighting</c>, <c>promotion-eligibility</c>, <c>training-trigger</c> or <c>reward</c>.</param>
/// <param name="Id">1–64 characters of a–z, 0–9 and -, starting with a letter.</param>
/// <param name="Title">The display title.</param>
/// <param name="Model">The id of the fact model it reads.</param>
/// <param name="Workflow">Microsoft RulesEngine's workflow JSON.</param>
/// <param name="Reads">Names under which expressions reach the results of other policies.</param>
/// <param name="Parameters">Constants that can be edited without touching an expression.</param>
/// <param name="Periods">Where the facts keep months and quarters.</param>
/// <param name="Indicators">What is measured, how it is scored and with what weight.</param>
/// <param name="Order">The agreed order of importance, most important first; a weight that contradicts it is a warning.</param>
/// <param name="Scorecards">Which indicators count in a month, a quarter and the year.</param>
/// <param name="MaximumRedistribution">The largest percentage of a scorecard's weight that missing indicators may pass to the others.</param>
/// <param name="Rollup">Percent of the months' mean, the quarters' mean and the year in the KPI score.</param>
/// <param name="Components">Percent of KPI, 360° feedback and goals in the composite.</param>
/// <param name="Feedback360">Rater groups, their weights and the competencies.</param>
/// <param name="Goals">Where the facts keep development goals.</param>
/// <param name="Grades">Grades by composite, best first.</param>
/// <param name="Rounding">The mode, and the places of each published value.</param>
/// <param name="Tests">Facts and expected results.</param>
public sealed record PolicyBody(
    DocumentKind Kind,
    string Id,
    LocalizedText Title,
    string Model,
    JsonObject Workflow,
    IReadOnlyDictionary<string, string>? Reads = null,
    IReadOnlyDictionary<string, JsonObject>? Parameters = null,
    JsonObject? Periods = null,
    IReadOnlyList<JsonObject>? Indicators = null,
    IReadOnlyList<IReadOnlyList<string>>? Order = null,
    JsonObject? Scorecards = null,
    decimal? MaximumRedistribution = null,
    IReadOnlyDictionary<string, decimal>? Rollup = null,
    IReadOnlyDictionary<string, decimal>? Components = null,
    JsonObject? Feedback360 = null,
    JsonObject? Goals = null,
    IReadOnlyList<JsonObject>? Grades = null,
    JsonObject? Rounding = null,
    JsonObject? Tests = null);

/// <summary>A scheme: what makes up one appraisal. Every policy has the scheme's model and reads only policies of the scheme.</summary>
/// <param name="Kind"><c>scheme</c>.</param>
/// <param name="Id">1–64 characters of a–z, 0–9 and -, starting with a letter.</param>
/// <param name="Title">The display title.</param>
/// <param name="Model">The id of the fact model.</param>
/// <param name="Weighting">The id of the weighting policy.</param>
/// <param name="Promotion">The id of the promotion policy.</param>
/// <param name="Training">The id of the training policy.</param>
/// <param name="Reward">The id of the reward policy.</param>
/// <param name="Template">The id of the report template.</param>
public sealed record SchemeBody(
    DocumentKind Kind,
    string Id,
    LocalizedText Title,
    string Model,
    string Weighting,
    string? Promotion = null,
    string? Training = null,
    string? Reward = null,
    string? Template = null);

/// <summary>A report template.</summary>
/// <param name="Kind"><c>report-template</c>.</param>
/// <param name="Id">1–64 characters of a–z, 0–9 and -, starting with a letter.</param>
/// <param name="Title">The display title.</param>
/// <param name="Body">The page, in Scriban's language.</param>
/// <param name="Texts">The page's words by language (<c>en</c>, <c>zh-CN</c>) and name.</param>
/// <param name="Includes">Parts that the page includes, by name.</param>
public sealed record TemplateBody(
    DocumentKind Kind,
    string Id,
    LocalizedText Title,
    string Body,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Texts,
    IReadOnlyDictionary<string, string>? Includes = null);
