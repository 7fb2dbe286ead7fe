using System.Globalization;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PolicyApi.Reports;

/// <summary>One render: its data, its language, its limits. Never reused, so nothing leaks from one report into the next.</summary>
internal sealed class ReportContext : TemplateContext
{
    public ReportContext(ReportTemplate template, ReportData data, CultureInfo culture, ReportLimits limits, CancellationToken cancel)
        : base(Functions.ReportFunctions.All, StringComparer.Ordinal)
    {
        Template = template;
        Chinese = culture.Name.StartsWith("zh", StringComparison.Ordinal);
        CancellationToken = cancel;
        StrictVariables = true;
        EnableRelaxedMemberAccess = false;
        EnableRelaxedIndexerAccess = false;
        TryGetMember = LeftOut;
        AutoIndent = false;
        NewLine = "\n";
        LoopLimit = limits.LoopRounds;
        RecursiveLimit = limits.CallDepth;
        ObjectRecursionLimit = 8;
        // Above the output's own limit, so that our error comes before Scriban's silent cut.
        LimitToString = limits.OutputCharacters + 1;
        RegexTimeOut = TimeSpan.FromMilliseconds(100);
        PushCulture(culture);
        PushGlobal(new ScriptObject(StringComparer.Ordinal)
        {
            ["appraisal"] = data.Appraisal,
            ["culture"] = culture.Name,
        });
    }

    public ReportTemplate Template { get; }

    public bool Chinese { get; }

    /// <summary>Escapes everything a template writes, except markup that our own functions made.</summary>
    public override TemplateContext Write(SourceSpan span, object? textAsObject)
    {
        if (textAsObject is not null)
            Write(Markup(span, textAsObject));
        return this;
    }

    public override ValueTask<TemplateContext> WriteAsync(SourceSpan span, object? textAsObject) => new(Write(span, textAsObject));

    // The store leaves empty members out of an appraisal; only names that an appraisal can have count as empty.
    private static bool LeftOut(TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        value = null;
        return target is ScriptObject && ReportModel.Members.Contains(member);
    }

    private string Markup(SourceSpan span, object value) => value switch
    {
        RawHtml raw => raw.Markup,
        IScriptObject or ScriptArray => throw new ScriptRuntimeException(span, "an object or list cannot be written; write one of its members"),
        _ => HtmlText.Escape(ObjectToString(value) ?? ""),
    };
}
