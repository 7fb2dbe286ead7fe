using System.Globalization;
using System.Numerics;
using PolicyEngine.Documents;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PolicyApi.Reports;

/// <summary>One render, with its data, language and limits. It is never reused, so that nothing leaks from one report into another.</summary>
internal sealed class ReportContext : TemplateContext
{
    private readonly long _allocationLimit;
    private readonly long _allocationEnd;

    public ReportContext(ReportTemplate template, ReportData data, CultureInfo culture, ReportView view, ReportLimits limits, CancellationToken cancel)
        : base(Functions.ReportFunctions.All, StringComparer.Ordinal)
    {
        Template = template;
        FieldTitles = data.FieldTitles;
        Chinese = culture.Name.StartsWith("zh", StringComparison.Ordinal);
        CancellationToken = cancel;
        _allocationLimit = limits.AllocatedBytes;
        _allocationEnd = GC.GetAllocatedBytesForCurrentThread() + limits.AllocatedBytes;
        StrictVariables = true;
        EnableRelaxedMemberAccess = false;
        EnableRelaxedIndexerAccess = false;
        TryGetMember = LeftOut;
        AutoIndent = false;
        NewLine = "\n";
        LoopLimit = limits.LoopRounds;
        RecursiveLimit = limits.CallDepth;
        ObjectRecursionLimit = 8;
        // Above the output's own limit, so that the service's error comes before Scriban silently truncates.
        LimitToString = limits.OutputCharacters + 1;
        RegexTimeOut = TimeSpan.FromMilliseconds(100);
        PushCulture(culture);
        PushGlobal(new ScriptObject(StringComparer.Ordinal)
        {
            [data.Name] = data.Root,
            ["culture"] = culture.Name,
            ["full"] = view.Full,
            ["template"] = view.Template,
        });
    }

    public ReportTemplate Template { get; }

    public bool Chinese { get; }

    public IReadOnlyDictionary<string, LocalizedText> FieldTitles { get; }

    /// <summary>
    /// Checks the time and the memory before every step: Scriban limits each value and each loop, but not the number of values that
    /// a template keeps. A render runs on one thread, so that thread's allocations are the render's.
    /// </summary>
    public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction)
    {
        CheckAbort();
        if (GC.GetAllocatedBytesForCurrentThread() > _allocationEnd)
            throw new ScriptRuntimeException(scriptNode?.Span ?? CurrentSpan, $"the report needs more than {_allocationLimit >> 20} MiB of memory; store less in variables");
        return base.Evaluate(scriptNode, aliasReturnedFunction) switch
        {
            ScriptRange range => Listed(scriptNode, range),
            BigInteger => throw new ScriptRuntimeException(scriptNode?.Span ?? CurrentSpan, $"a whole number lies beyond {long.MaxValue}; calculate with decimals, such as `1.0`"),
            var value => value,
        };
    }

    // Turns a range into a list at once. Ranges nested in ranges would be read by nested calls, and enough of them would overflow the stack of the process.
    private ScriptArray Listed(ScriptNode? node, ScriptRange range)
    {
        var list = new ScriptArray();
        foreach (var item in range)
        {
            if (list.Count >= LoopLimit)
                throw new ScriptRuntimeException(node?.Span ?? CurrentSpan, $"a list has more than {LoopLimit} items");
            list.Add(item);
        }

        return list;
    }

    /// <summary>Escapes everything that a template writes, except markup created by the service's own functions.</summary>
    public override TemplateContext Write(SourceSpan span, object? textAsObject)
    {
        if (textAsObject is not null)
            Write(Markup(span, textAsObject));
        return this;
    }

    public override ValueTask<TemplateContext> WriteAsync(SourceSpan span, object? textAsObject) => new(Write(span, textAsObject));

    // Stored appraisals have no empty members. A missing member counts as empty only if a report can have a member with its name.
    private static bool LeftOut(TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        value = null;
        return target is ScriptObject && ReportModel.Members.Contains(member);
    }

    private string Markup(SourceSpan span, object value) => value switch
    {
        RawHtml raw => raw.Markup,
        IScriptObject or ScriptArray => throw new ScriptRuntimeException(span, "an object or list cannot be output; output one of its members"),
        _ => HtmlText.Escape(ObjectToString(value) ?? ""),
    };
}
