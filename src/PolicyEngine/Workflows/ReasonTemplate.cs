using PolicyEngine.Documents;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;
using PolicyEngine.Workflows.Telling;

namespace PolicyEngine.Workflows;

/// <summary>A reason with <c>$(path)</c> placeholders in both languages, split once and filled in a single pass.</summary>
internal sealed class ReasonTemplate
{
    private const string OutputName = "output";

    private readonly TemplateText _en;
    private readonly TemplateText _zhCn;

    private ReasonTemplate(List<ReasonPart> en, List<ReasonPart> zhCn)
    {
        En = en;
        ZhCn = zhCn;
        _en = new TemplateText(en, ValueWords.En);
        _zhCn = new TemplateText(zhCn, ValueWords.ZhCn);
    }

    /// <summary>The English text.</summary>
    public IReadOnlyList<ReasonPart> En { get; }

    /// <summary>The parts of the Chinese text.</summary>
    public IReadOnlyList<ReasonPart> ZhCn { get; }

    /// <summary>Reads a template and resolves its paths.</summary>
    /// <param name="text">The template in both languages.</param>
    /// <param name="at">The place of the template, for diagnostics.</param>
    /// <param name="scope">The names that the template can use.</param>
    /// <param name="diagnostics">Receives <c>unknown-path</c>, <c>reason-syntax</c> and <c>too-many</c>.</param>
    public static ReasonTemplate Read(LocalizedText text, SourceNode at, ExpressionScope scope, DiagnosticBag diagnostics) =>
        new(Split(text.En, at["en"] ?? at, scope, diagnostics), Split(text.ZhCn, at["zh-CN"] ?? at, scope, diagnostics));

    /// <summary>The fields from which the values shown are computed, without those of the output.</summary>
    public IEnumerable<string> Sources => En.Concat(ZhCn).SelectMany(p => p.Reader?.Sources ?? []);

    /// <summary>Returns the text with its placeholders filled.</summary>
    public LocalizedText Fill(RuleFrame frame, in FactValue output) => new(_en.Fill(frame, output), _zhCn.Fill(frame, output));

    private static List<ReasonPart> Split(string text, SourceNode at, ExpressionScope scope, DiagnosticBag diagnostics)
    {
        OtherPlaceholders.Check(text, at, scope, diagnostics);
        var parts = new List<ReasonPart>();
        var position = 0;
        while (text.IndexOf("$(", position, StringComparison.Ordinal) is var start and >= 0)
        {
            var end = text.IndexOf(')', start);
            if (end < 0 && scope.IsStandalone)
            {
                // RulesEngine leaves such a placeholder as written.
                diagnostics.Warning(at, "reason-syntax", "`$(` has no closing bracket and is left as written; write `)` behind the path", start);
                break;
            }

            if (end < 0)
            {
                diagnostics.Error(at, "reason-syntax", "`$(` has no closing bracket; write `)` behind the path", start);
                return parts;
            }

            parts.Add(new ReasonPart(text[position..start], Reader: null));
            if (parts.Count > 2 * diagnostics.Limits.Placeholders)
            {
                diagnostics.Error(at, "too-many", $"a reason has at most {diagnostics.Limits.Placeholders} placeholders", start);
                return parts;
            }

            AddPlaceholder(text[(start + 2)..end].Trim(), start, parts, at, scope, diagnostics);
            position = end + 1;
        }

        parts.Add(new ReasonPart(text[position..], Reader: null));
        return parts;
    }

    private static void AddPlaceholder(string path, int offset, List<ReasonPart> parts, SourceNode at, ExpressionScope scope, DiagnosticBag diagnostics)
    {
        if (string.Equals(path, OutputName, StringComparison.Ordinal))
            parts.Add(new ReasonPart(Text: null, Reader: null));
        else if (scope.Resolve(path) is { } reader)
        {
            scope.Use(path);
            parts.Add(new ReasonPart(Text: null, reader));
        }
        else if (scope.IsStandalone)
            AddAsWritten(path, offset, parts, at, scope, diagnostics);
        else if (!scope.IsBroken(path))
            diagnostics.Error(at, "unknown-path", Unreadable(path, scope), offset);
    }

    private static string Unreadable(string path, ExpressionScope scope)
    {
        const string whole = "give the whole path of a value, such as `manager.tenureMonths`";
        if (path.Length == 0)
            return $"`$()` names nothing to show; {whole}";
        var advice = scope.KindOf(path) switch
        {
            FactKind.List => "it is a list; show a param that takes one value of it, such as `list.Count()`",
            FactKind.Object => $"it holds several values; {whole}",
            _ => Suggest.Hint(path, scope.ReadablePaths.Append(OutputName), path.All(c => char.IsLetterOrDigit(c) || c is '_' or '.') ? whole : "a reason calculates nothing; make it a param and show that"),
        };
        return $"`{path}` is not a single field, parameter, result or param that a reason can show; {advice}";
    }

    private static void AddAsWritten(string path, int offset, List<ReasonPart> parts, SourceNode at, ExpressionScope scope, DiagnosticBag diagnostics)
    {
        diagnostics.Warning(at, "unknown-path", $"`{path}` is not a single value that a message can show and is left as written; {Suggest.Hint(path, scope.ReadablePaths.Append(OutputName), "give the whole path of a value")}", offset);
        parts.Add(new ReasonPart($"$({path})", Reader: null));
    }
}

/// <summary>A piece of text, or a placeholder: for a path if it has a reader, otherwise for the output.</summary>
internal sealed record ReasonPart(string? Text, PathReader? Reader);
