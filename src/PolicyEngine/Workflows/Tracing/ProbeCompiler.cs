using System.Linq.Expressions;
using PolicyEngine.Documents;
using PolicyEngine.Expressions;
using PolicyEngine.Expressions.Parts;
using PolicyEngine.Expressions.Reading;

namespace PolicyEngine.Workflows.Tracing;

/// <summary>
/// Compiles each part of a workflow's expressions to a separate rule. These rules run after the workflow's own and require no params, so they
/// do not change its decisions. Each part is evaluated by the same kind of code as the whole expression.
/// </summary>
internal sealed class ProbeCompiler
{
    // A part is compiled once for each level of nesting. The limit allows four times the characters of the longest accepted workflow; after that,
    // expressions are not divided any further.
    private int _charactersLeft = 4 * EngineLimits.Accepted.WorkflowLength;

    // The parts of parts are not divided for ever: whoever writes or reads a trace goes as deep.
    private const int MostLevels = 32;

    private readonly List<RuleDraft> _probes = [];

    /// <summary>The rules to run after the workflow's own, by <see cref="Probe.Place"/>.</summary>
    public IReadOnlyList<RuleDraft> Probes => _probes;

    /// <summary>What is evaluated for a rule, with those nested in it and those it calls.</summary>
    public ProbedRule Of(RuleDraft rule) => Of(rule, given: []);

    private ProbedRule Of(RuleDraft rule, IReadOnlyList<ProbedParam> given) => new(
        [.. given, .. Of(rule.Definition.LocalParams, rule.Scope)],
        rule.Definition.Expression is { } condition ? Of(condition, rule.Scope) : null,
        Output(rule.Definition.OnSuccess, rule.Scope),
        Output(rule.Definition.OnFailure, rule.Scope),
        [.. rule.Nested.Select(Of)],
        Called(rule.OnSuccess),
        Called(rule.OnFailure));

    private ProbedRule? Called(ActionDraft? action) => action?.Called is { } called
        ? Of(called, [.. action.Inputs.Select(i => Given(i, called.Scope)), .. Of(action.Globals, called.Scope)])
        : null;

    // Its expression uses the names of the caller, which the called rule may not know; its value has a name here.
    private ProbedParam Given(ParamDefinition input, ExpressionScope scope) =>
        new(input.Name, Of(new ExpressionPart(PartKind.Whole, input.Expression.Text, []), input.Expression, scope, Compile(input.Name, input.Expression, scope)));

    /// <summary>Compiles the probes of params.</summary>
    /// <param name="definitions">The params.</param>
    /// <param name="scope">The scope that includes all of them.</param>
    public IReadOnlyList<ProbedParam> Of(IReadOnlyList<ParamDefinition> definitions, ExpressionScope scope) =>
        [.. definitions.Select(d => new ProbedParam(d.Name, Of(d.Expression, scope)))];

    private Probe? Output(ActionDefinition? action, ExpressionScope scope) => action is OutputDefinition output ? Of(output.Expression, scope) : null;

    private Probe Of(SourceNode at, ExpressionScope scope) => Of(ExpressionParts.Of(at.Text), at, scope, Compile(at.Text, at, scope));

    private Probe Of(ExpressionPart part, SourceNode at, ExpressionScope scope, ExpressionCode? code, int level = 0)
    {
        if (code?.Type == typeof(bool))
            return new Probe(KindOf(part), part.Text, Add(part.Text, code, output: null, at, scope), Below(part, at, scope, level)) { IsCondition = true };
        if (code is not null && ExpressionCompiler.IsPlain(code.Type))
            return new Probe(part.Kind == PartKind.Choice ? TracedKind.Choice : TracedKind.Value, part.Text, AddValue(part.Text, code, at, scope), Below(part, at, scope, level));
        return code?.Type.IsArray == true && Compile($"({part.Text}).Count()", at, scope) is { } count
            ? new Probe(TracedKind.List, part.Text, AddValue(part.Text, count, at, scope), [])
            : new Probe(TracedKind.Object, part.Text, Place: null, []);
    }

    private static TracedKind KindOf(ExpressionPart part) => part.Kind switch
    {
        PartKind.All => TracedKind.All,
        PartKind.Any => TracedKind.Any,
        PartKind.Not => TracedKind.Not,
        PartKind.Comparison => TracedKind.Comparison,
        PartKind.Choice => TracedKind.Choice,
        _ => TracedKind.Condition,
    };

    private List<Probe> Below(ExpressionPart whole, SourceNode at, ExpressionScope scope, int level)
    {
        var below = new List<Probe>();
        if (_charactersLeft < 0 || level == MostLevels)
            return below;
        foreach (var part in whole.Parts)
        {
            _charactersLeft -= Math.Max(EngineLimits.LeastCounted, part.Text.Length);
            var code = Compile(part.Text, at, scope);
            if (whole.Kind is not (PartKind.Comparison or PartKind.Choice or PartKind.Call) || code is { Parsed: not ConstantExpression })
                below.Add(Of(part, at, scope, code, level + 1));
        }

        return below;
    }

    private int AddValue(string text, ExpressionCode value, SourceNode at, ExpressionScope scope) => Add(text, Compile("true", at, scope)!, value, at, scope);

    private int Add(string text, ExpressionCode condition, ExpressionCode? output, SourceNode at, ExpressionScope scope)
    {
        var success = output is null ? null : new ActionDraft(output with { Certain = [] }, Called: null);
        _probes.Add(new RuleDraft(
            new RuleDefinition { Name = text, Node = at }, scope, condition with { Certain = [] }, [], success, OnFailure: null, new Dictionary<Outcome, ReasonTemplate>()));
        return _probes.Count - 1;
    }

    /// <summary>Compiles a part separately; <see langword="null"/> if it has no meaning on its own, such as <c>null</c> or the list after <c>in</c>.</summary>
    private static ExpressionCode? Compile(string text, SourceNode at, ExpressionScope scope) =>
        new ExpressionCompiler(new DiagnosticBag(EngineLimits.Accepted)).Value(new SourceNode(SourceKind.String, at.Pointer, at.Line, at.Column, text), scope, isOutput: false);
}
