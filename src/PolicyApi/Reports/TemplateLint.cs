using PolicyApi.Platform;
using PolicyApi.Reports.Functions;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PolicyApi.Reports;

/// <summary>Finds errors in a parsed template that would otherwise fail, or mislead, only when a report is rendered.</summary>
internal sealed class TemplateLint : ScriptVisitor
{
    /// <summary>The maximum number of errors reported; nobody reads more at once.</summary>
    public const int MostDiagnostics = 100;

    /// <summary>The part with the texts.</summary>
    public const string Texts = "texts";

    private readonly string _part;
    private readonly IReadOnlyDictionary<string, ScriptPage> _includes;
    private readonly ReportTexts _texts;
    private readonly HashSet<string> _known;
    private readonly VariableShapes _shapes;
    private readonly List<TemplateDiagnostic> _diagnostics;

    private TemplateLint(
        string part, IReadOnlyDictionary<string, ScriptPage> includes, ReportTexts texts, HashSet<string> known, VariableShapes shapes, List<TemplateDiagnostic> diagnostics) =>
        (_part, _includes, _texts, _known, _shapes, _diagnostics) = (part, includes, texts, known, shapes, diagnostics);

    public static void Check(
        ScriptPage body, IReadOnlyDictionary<string, ScriptPage> includes, ReportTexts texts, List<TemplateDiagnostic> diagnostics)
    {
        var known = DefinedNames.In([body, .. includes.Values]);
        var shapes = VariableShapes.In([body, .. includes.Values]);
        known.UnionWith(ReportFunctions.All.Keys);
        known.UnionWith(ReportModel.Roots);
        known.UnionWith(["culture", "full", "template", "for", "while", ".size"]);
        new TemplateLint("body", includes, texts, known, shapes, diagnostics).Visit(body);
        foreach (var (name, include) in includes)
            new TemplateLint("includes/" + name, includes, texts, known, shapes, diagnostics).Visit(include);
        CheckLanguages(texts.En, texts.ZhCn, "zh-CN", diagnostics);
        CheckLanguages(texts.ZhCn, texts.En, "en", diagnostics);
    }

    public override void Visit(ScriptCaptureStatement node) =>
        Refuse(node, "`capture` cannot tell markup from text; write a `func` and call it where the text belongs");

    public override void Visit(ScriptTableRowStatement node) => Refuse(node, "`tablerow` is not available; write the rows with `for`");

    public override void Visit(ScriptImportStatement node) => Refuse(node, "`import` is not available; name the members where they are used");

    public override void Visit(ScriptAssignExpression node)
    {
        if (node.Target is ScriptVariableGlobal { BaseName: var name })
            KeepName(node, name);
        base.Visit(node);
    }

    public override void Visit(ScriptFunction node)
    {
        if (node.NameOrDoToken is ScriptVariableGlobal { BaseName: var name })
            KeepName(node, name);
        base.Visit(node);
    }

    public override void Visit(ScriptVariableGlobal node)
    {
        if (!_known.Contains(node.BaseName) && !Full)
            Add(node, "template-name", $"`{node.BaseName}` is not known{Nearest.Hint(node.BaseName, _known.Where(n => n[0] != '.'))}; data begins with `appraisal.`, `team.` or `policy.`");
        base.Visit(node);
    }

    public override void Visit(ScriptMemberExpression node)
    {
        // The member is a name in its target and not a variable.
        Visit(node.Target);
        if (node.Member is not { } member || Full)
            return;
        if (_shapes.Of(node.Target) is { IsOpen: false } shape)
            CheckMember(node.Target!, member, shape);
        else if (!IsOffered(node.Target, member.BaseName) && !_known.Contains("." + member.BaseName) && !ReportModel.Members.Contains(member.BaseName))
            Add(member, "template-member", $"no report has a member `{member.BaseName}`{Nearest.Hint(member.BaseName, ReportModel.Members)}; for the facts use `at appraisal \"facts.{member.BaseName}\"`");
    }

    public override void Visit(ScriptRawStatement node)
    {
        foreach (var (offset, message) in MarkupLint.Check(node.Text.ToString()))
        {
            var before = node.Text.ToString().AsSpan(0, offset);
            var line = before.Count('\n');
            var column = line == 0 ? node.Span.Start.Column + offset : offset - before.LastIndexOf('\n') - 1;
            if (!Full)
                _diagnostics.Add(new TemplateDiagnostic("template-markup", _part, node.Span.Start.Line + 1 + line, column + 1, message));
        }
    }

    public override void Visit(ScriptNamedArgument node) => Visit(node.Value);

    public override void Visit(ScriptObjectMember node) => Visit(node.Value);

    public override void Visit(ScriptFunctionCall node)
    {
        if (node.Target is ScriptVariableGlobal { BaseName: var name } && node.Arguments is [ScriptLiteral { Value: string argument }, ..])
            CheckLiteral(node, name, argument);
        base.Visit(node);
    }

    // Checks stop at the limit, because templates with very many errors could otherwise keep the service busy.
    private bool Full => _diagnostics.Count >= MostDiagnostics;

    // The shape of the target is known, and therefore every name that can follow.
    private void CheckMember(ScriptNode target, ScriptVariable member, ReportShape shape)
    {
        var name = member.BaseName;
        if (shape.Members.ContainsKey(name) || (name == "size" && shape.Members.Count == 0))
            return;
        var path = target.ToString();
        if (shape.Items is not null)
            Add(member, "template-member", $"`{path}` is a list and has no member `{name}`; read its items with `for`, its length with `.size`");
        else if (shape.Members.Count == 0)
            Add(member, "template-member", $"`{path}` is a single value and has no member `{name}`");
        else
            Add(member, "template-member", $"`{path}` has no member `{name}`{Meant(path!, name, shape)}");
    }

    private static string Meant(string path, string name, ReportShape shape)
    {
        if (Nearest.Hint(name, shape.Members.Keys) is { Length: > 0 } hint)
            return hint;
        var root = path.Split('.')[0];
        var elsewhere = ReportModel.Roots.Contains(root) ? ReportModel.PathTo(root, name) : null;
        return elsewhere is not null ? $" (there is `{elsewhere}`)" : $"; it has {Names(shape.Members.Keys)}";
    }

    // Functions such as array.add, and the variables of loops and included parts. An unknown target is reported itself, not its members.
    private bool IsOffered(ScriptExpression? target, string member) => target switch
    {
        ScriptVariableLocal or ScriptVariableGlobal { BaseName: "for" or "while" } => true,
        ScriptVariableGlobal { BaseName: var name } when !_known.Contains(name) => true,
        ScriptVariableGlobal { BaseName: var name } => ReportFunctions.All[name] is ScriptObject group && group.ContainsKey(member),
        _ => false,
    };

    private void CheckLiteral(ScriptFunctionCall node, string function, string argument)
    {
        if (function == "include" && !_includes.ContainsKey(argument))
            Add(node, "template-include", $"there is no include `{argument}`; add it to `includes`{(_includes.Count == 0 ? "" : $", or use one of {Names(_includes.Keys)}")}");
        if (function == "text" && !_texts.En.ContainsKey(argument) && !_texts.ZhCn.ContainsKey(argument))
            Add(node, "template-text", $"there is no text `{argument}`; add it to the texts of both languages");
    }

    // On the page, these names always stand for the stored result, so a template must not redefine them.
    private void KeepName(ScriptNode node, string name)
    {
        if (name is ReportModel.Appraisal or "culture" or "full" or "template" || ReportFunctions.All.ContainsKey(name))
            Add(node, "template-name", $"`{name}` belongs to the report; choose another name");
    }

    private void Refuse(ScriptNode node, string message) => Add(node, "template-statement", message);

    private void Add(ScriptNode node, string code, string message)
    {
        if (!Full)
            _diagnostics.Add(new TemplateDiagnostic(code, _part, node.Span.Start.Line + 1, node.Span.Start.Column + 1, message));
    }

    private static void CheckLanguages(
        IReadOnlyDictionary<string, string> has, IReadOnlyDictionary<string, string> lacks, string language, List<TemplateDiagnostic> diagnostics)
    {
        foreach (var key in has.Keys.Where(k => !lacks.ContainsKey(k)).Order(StringComparer.Ordinal))
            diagnostics.Add(new TemplateDiagnostic("template-text", Texts, 0, 0, $"the text `{key}` is missing in `{language}`"));
    }

    private static string Names(IEnumerable<string> names) =>
        string.Join(", ", names.Order(StringComparer.Ordinal).Select(n => $"`{n}`")) is { Length: > 0 } list ? list : "none";
}
