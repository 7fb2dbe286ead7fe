using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;

namespace PolicyApi.Reports;

/// <summary>A report template, parsed once and shared by all renders.</summary>
public sealed class ReportTemplate
{
    private ReportTemplate(ScriptPage body, IReadOnlyDictionary<string, ScriptPage> includes, ReportTexts texts, string root) =>
        (Body, Includes, Texts, Root) = (body, includes, texts, root);

    /// <summary>The kind of data that the template reads: one of <see cref="ReportModel.Roots"/>.</summary>
    public string Root { get; }

    /// <summary>The texts of the template.</summary>
    public ReportTexts Texts { get; }

    internal ScriptPage Body { get; }

    internal IReadOnlyDictionary<string, ScriptPage> Includes { get; }

    /// <summary>Parses a template and checks its syntax, names, includes and texts. All errors are reported at once.</summary>
    /// <param name="body">The page, in Scriban's language.</param>
    /// <param name="includes">The parts of the page, by the name that <c>include</c> uses.</param>
    /// <param name="texts">The texts, in both languages.</param>
    /// <param name="limits">The limits; <see langword="null"/> for the default ones.</param>
    public static TemplateReading Parse(
        string body, IReadOnlyDictionary<string, string> includes, ReportTexts texts, ReportLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(includes);
        ArgumentNullException.ThrowIfNull(texts);
        var diagnostics = new List<TemplateDiagnostic>();
        if (ParseParts(body, includes, limits ?? ReportLimits.Default, diagnostics) is not var (page, parts))
            return new TemplateReading(null, diagnostics);
        TemplateLint.Check(page, parts, texts, diagnostics);
        var roots = RootFinder.In([page, .. parts.Values]);
        if (roots.Count > 1)
            diagnostics.Add(new TemplateDiagnostic("template-name", "body", 0, 0, $"a report is about one thing, not about {string.Join(" and ", roots.Select(r => $"`{r}`"))}; write a template for each"));
        return new TemplateReading(diagnostics.Count == 0 ? new ReportTemplate(page, parts, texts, First(roots)) : null, diagnostics);
    }

    /// <summary>
    /// Parses a stored template, which was checked when it was saved. Only its size and syntax are checked again, so that reports that people already have can
    /// still be rendered after other checks have become stricter.
    /// </summary>
    /// <inheritdoc cref="Parse" path="/param"/>
    public static TemplateReading Load(string body, IReadOnlyDictionary<string, string> includes, ReportTexts texts)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(includes);
        ArgumentNullException.ThrowIfNull(texts);
        var diagnostics = new List<TemplateDiagnostic>();
        return ParseParts(body, includes, ReportLimits.Default, diagnostics) is var (page, parts) && diagnostics.Count == 0
            ? new TemplateReading(new ReportTemplate(page, parts, texts, First(RootFinder.In([page, .. parts.Values]))), [])
            : new TemplateReading(null, diagnostics);
    }

    private static string First(IReadOnlyCollection<string> roots) => roots.FirstOrDefault() ?? ReportModel.Appraisal;

    private static (ScriptPage Body, Dictionary<string, ScriptPage> Includes)? ParseParts(
        string body, IReadOnlyDictionary<string, string> includes, ReportLimits limits, List<TemplateDiagnostic> diagnostics)
    {
        var size = body.Length + includes.Sum(i => i.Value.Length);
        if (size > limits.TemplateCharacters)
        {
            diagnostics.Add(new TemplateDiagnostic("template-size", "body", 0, 0,
                $"the template has {size} characters; at most {limits.TemplateCharacters} are allowed"));
            return null;
        }

        var page = ParsePart("body", body, limits, diagnostics);
        var parts = includes.OrderBy(i => i.Key, StringComparer.Ordinal)
            .ToDictionary(i => i.Key, i => ParsePart("includes/" + i.Key, i.Value, limits, diagnostics), StringComparer.Ordinal);
        return (page, parts);
    }

    private static ScriptPage ParsePart(string part, string text, ReportLimits limits, List<TemplateDiagnostic> diagnostics)
    {
        var options = new ParserOptions { ParseFloatAsDecimal = true, ExpressionDepthLimit = limits.ExpressionDepth };
        var template = Template.Parse(text, part, options);
        foreach (var message in template.Messages)
        {
            var start = message.Span.Start;
            diagnostics.Add(new TemplateDiagnostic("template-syntax", part, start.Line + 1, start.Column + 1, OneLine(message.Message)));
        }

        return template.Page ?? new ScriptPage();
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
