using System.Text.Json.Nodes;
using PolicyEngine.Documents;

namespace PolicyApi.Documents;

// These records only describe bodies in the OpenAPI document. The engine reads the bodies themselves: it knows the whole
// format and reports every error with its place. docs/documents.md explains each member.

/// <summary>A fact model: the facts that callers send.</summary>
/// <param name="Kind"><c>fact-model</c>.</param>
/// <param name="Id">1–64 characters of a–z, 0–9 and -, starting with a letter.</param>
/// <param name="Title">The display title.</param>
/// <param name="Input">The name by which expressions refer to the facts, such as <c>manager</c>.</param>
/// <param name="About">
/// The top-level fields that identify the person: <c>id</c> and, if there are such fields, <c>name</c>, <c>level</c> and <c>year</c>.
/// </param>
/// <param name="Schema">The schema of the facts, in a subset of JSON Schema 2020-12.</param>
public sealed record FactModelBody(
    DocumentKind Kind, string Id, LocalizedText Title, string Input, IReadOnlyDictionary<string, string> About, JsonObject Schema);

/// <summary>A policy: rules with named parameters. The members from <c>periods</c> to <c>rounding</c> are for <c>kpi-weighting</c> only.</summary>
/// <param name="Kind"><c>kpi-weighting</c>, <c>promotion-eligibility</c>, <c>training-trigger</c> or <c>reward</c>.</param>
/// <param name="Id">1–64 characters of a–z, 0–9 and -, starting with a letter.</param>
/// <param name="Title">The display title.</param>
/// <param name="Model">The id of the fact model whose facts the policy reads.</param>
/// <param name="Workflow">The rules, in the workflow format of Microsoft RulesEngine.</param>
/// <param name="Reads">The other policies whose results the expressions read: the name used in expressions, and the id of the policy.</param>
/// <param name="Parameters">Named constants, which can be changed without editing an expression.</param>
/// <param name="Periods">The lists in the facts that have the months and the quarters.</param>
/// <param name="Indicators">The indicators: what is measured, how it is scored and with which weight.</param>
/// <param name="Order">The agreed order of importance of the indicators, most important first. A weight that contradicts it is reported as a warning.</param>
/// <param name="Scorecards">The indicators that count in a month, in a quarter and in the year.</param>
/// <param name="MaximumRedistribution">
/// The largest percentage of a scorecard's weight that may pass from indicators without data to the others; beyond it, the period has no score.
/// </param>
/// <param name="Rollup">The weights in percent of the months' mean, the quarters' mean and the year in the KPI score.</param>
/// <param name="Components">The weights in percent of KPI, 360° feedback and goals in the composite.</param>
/// <param name="Feedback360">The 360° feedback: the rater groups, their weights and the competencies.</param>
/// <param name="Goals">The list in the facts that has the personal development goals.</param>
/// <param name="Grades">The grades and the composite from which each applies, best first.</param>
/// <param name="Rounding">The rounding mode, and the number of decimal places of each published value.</param>
/// <param name="Tests">The policy's tests: facts, and the results expected for them.</param>
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

/// <summary>A scheme: the documents of one appraisal. Its policies must all use its model, and may read only policies of the scheme.</summary>
/// <param name="Kind"><c>scheme</c>.</param>
/// <param name="Id">1–64 characters of a–z, 0–9 and -, starting with a letter.</param>
/// <param name="Title">The display title.</param>
/// <param name="Model">The id of the fact model.</param>
/// <param name="Weighting">The id of the weighting policy.</param>
/// <param name="Promotion">The id of the promotion policy; may be left out.</param>
/// <param name="Training">The id of the training policy; may be left out.</param>
/// <param name="Reward">The id of the reward policy; may be left out.</param>
/// <param name="Template">The id of the report template; may be left out.</param>
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
/// <param name="Body">The page, in the template language Scriban.</param>
/// <param name="Texts">The texts of the page, by language (<c>en</c>, <c>zh-CN</c>) and name.</param>
/// <param name="Includes">The parts that the page includes, by name.</param>
public sealed record TemplateBody(
    DocumentKind Kind,
    string Id,
    LocalizedText Title,
    string Body,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Texts,
    IReadOnlyDictionary<string, string>? Includes = null);
