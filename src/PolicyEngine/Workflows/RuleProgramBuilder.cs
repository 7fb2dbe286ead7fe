using System.Linq.Expressions;
using System.Reflection;
using PolicyEngine.Expressions;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Expressions.Running;

namespace PolicyEngine.Workflows;

/// <summary>
/// Builds the code of rules: one method without lambdas or calls between rules, or several methods if there is much code. Each rule consists of one or more
/// steps, and the method can be entered at each step, to continue after a rule that failed.
/// </summary>
internal sealed class RuleProgramBuilder(FrameLayout layout, CompiledParams parameters, SharedLoads loads, int inputs)
{
    private const int MostNodes = 100;

    /// <summary>The frame parameter in the code of rules.</summary>
    public static ParameterExpression Frame { get; } = Expression.Parameter(typeof(RuleFrame), "rules");

    private static readonly ParameterExpression First = Expression.Parameter(typeof(int), "step");
    private static readonly Expression Rules = Expression.Field(Frame, nameof(RuleFrame.Rules));
    private static readonly Expression Everything = Expression.Field(Frame, nameof(RuleFrame.Everything));
    private static readonly MethodInfo Begin = typeof(RuleFrame).GetMethod(nameof(RuleFrame.Begin))!;
    private static readonly MethodInfo OpenRule = typeof(RuleFrame).GetMethod(nameof(RuleFrame.Open), [typeof(int)])!;
    private static readonly MethodInfo Least = ((Func<byte, byte, byte>)Math.Min).Method;
    private static readonly MethodInfo Greatest = ((Func<byte, byte, byte>)Math.Max).Method;

    private readonly List<RuleSegment> _segments = [];
    private readonly List<int> _ruleOfStep = [];
    private readonly List<CodeBlock> _steps = [];
    private readonly HashSet<ParameterExpression> _uses = []; // The shared values that the pending steps use.
    private readonly QuickProgramBuilder _quick = new(parameters, loads);
    private int _rules;
    private int _nodes;

    /// <summary>Builds the program of a workflow's rules.</summary>
    /// <param name="drafts">The top-level rules, each with the rules nested in it and the rules it calls.</param>
    /// <param name="probes">What a trace evaluates after them.</param>
    /// <param name="rules">Receives the compiled rules, and behind them the probes.</param>
    public RuleProgram Build(List<RuleDraft> drafts, IReadOnlyList<RuleDraft> probes, out IReadOnlyList<CompiledRule> rules)
    {
        drafts.ForEach(Require);
        foreach (var (param, code) in parameters.Required())
            AddStep(~param.Slot, when: null, code.Nodes, assume => assume is null ? CompiledParams.Store(param, code) : code.Assuming(assume) is { } sure ? CompiledParams.Store(param, sure) : null, code);
        List<CompiledRule> all = [.. drafts.Select(d => Add(d, when: null))];
        Close();
        var decided = _segments.Count;
        all.AddRange(probes.Select(p => Add(p, when: null)));
        Close();
        rules = all;
        return new RuleProgram(_segments, decided, _quick, _ruleOfStep, _rules, parameters.ToCode(), layout, inputs);
    }

    /// <summary>Finds the params that every evaluation reads; they are computed first.</summary>
    private void Require(RuleDraft draft)
    {
        parameters.Require(draft.Condition?.Certain ?? []);
        if (draft.Condition is { IsTrue: true })
            parameters.Require(draft.OnSuccess?.Value?.Certain ?? []);
        foreach (var nested in draft.Nested)
            Require(nested);
    }

    private CompiledRule Add(RuleDraft draft, Expression? when)
    {
        var nested = draft.Nested.Select(n => Add(n, when)).ToList();
        var rule = _rules++;
        var (success, failure) = (SlotOf(draft.OnSuccess), SlotOf(draft.OnFailure));
        AddStep(rule, when, draft.Nodes, assume =>
        {
            var code = new CodeBlock();
            return TryAddOutcome(draft, rule, nested, code, assume)
                && TryAddOutput(draft.OnSuccess, success, rule, RuleState.Met, code, assume)
                && TryAddOutput(draft.OnFailure, failure, rule, RuleState.NotMet, code, assume) ? code : null;
        }, draft.Condition, draft.OnSuccess?.Value, draft.OnFailure?.Value);
        return new CompiledRule(
            draft, rule, nested, AddCall(draft.OnSuccess, rule, RuleState.Met, success), AddCall(draft.OnFailure, rule, RuleState.NotMet, failure));
    }

    private static bool TryAddOutcome(RuleDraft draft, int rule, List<CompiledRule> nested, CodeBlock code, Presence? assume)
    {
        if (draft.Condition is not null)
        {
            if (draft.Condition.Assuming(assume) is not { } condition)
                return false;
            code.Append(condition.Block);
            Expression state = Expression.Condition(condition.Term.Value, Constant(RuleState.Met), Constant(RuleState.NotMet));
            code.Add(Expression.Assign(StateOf(rule), condition.Term.Known is null ? state : Expression.Condition(condition.Term.Known, state, Open(rule))));
            return true;
        }

        // As in RulesEngine, a group without enabled rules is not met. The states are ordered so that Kleene's `and` is the minimum and `or` the maximum.
        var join = draft.Definition.Operator == RuleOperator.And ? Least : Greatest;
        var joined = nested.Select(n => (Expression)Expression.Convert(StateOf(n.Index), typeof(byte)))
            .DefaultIfEmpty(Expression.Constant((byte)RuleState.NotMet))
            .Aggregate((left, right) => Expression.Call(join, left, right));
        code.Add(Expression.Assign(StateOf(rule), Expression.Convert(joined, typeof(RuleState))));
        return true;
    }

    private FrameSlot? SlotOf(ActionDraft? action) => action?.Value is { } value ? layout.Add(value.Type) : null;

    /// <summary>Adds the code of an output. A rule whose output cannot be determined is itself undetermined: nothing is granted without its amount.</summary>
    private static bool TryAddOutput(ActionDraft? action, FrameSlot? slot, int rule, RuleState when, CodeBlock code, Presence? assume)
    {
        if (slot is null)
            return true;
        if (action!.Value!.Assuming(assume) is not { } value)
            return false;
        var output = new CodeBlock();
        output.Append(value.Block);
        var store = slot.Store(value.Term.Value);
        if (value.Type.IsArray)
            store = Expression.Block(store, FrameCode.ChargeShown(slot.Load));
        output.Add(value.Term.Known is null ? store : Expression.IfThenElse(value.Term.Known, store, Expression.Assign(StateOf(rule), Open(rule))));
        code.If(OrEverything(Is(rule, when)), output);
        return true;
    }

    /// <summary>Adds a called rule. It runs after its caller, if the caller has the right outcome; if it is undetermined, so is its caller.</summary>
    private CompiledAction? AddCall(ActionDraft? action, int rule, RuleState when, FrameSlot? output)
    {
        if (action?.Called is not { } draft)
            return output is null ? null : new CompiledAction(output, action!.Value!.Type, Called: null);
        var called = Add(draft, OrEverything(Is(rule, when)));
        AddStep(rule, Is(rule, when), nodes: 1, _ =>
        {
            var code = new CodeBlock();
            code.Add(Expression.IfThen(Is(called.Index, RuleState.Undetermined), Expression.Assign(StateOf(rule), Constant(RuleState.Undetermined))));
            return code;
        });
        return new CompiledAction(Output: null, called.OutputType, called);
    }

    /// <summary>Adds a step to the program, and to the one for facts without missing values.</summary>
    /// <param name="rule">The rule; for a step of a param, the bitwise complement of its slot.</param>
    /// <param name="when">The condition under which the step runs; <see langword="null"/> for always.</param>
    /// <param name="nodes">The number of operations in the step.</param>
    /// <param name="write">
    /// Creates the code, with three-valued logic or, given a presence, for fields that are assumed to be present; returns <see langword="null"/> if that is
    /// impossible.
    /// </param>
    /// <param name="parts">The expressions in the step.</param>
    private void AddStep(int rule, Expression? when, int nodes, Func<Presence?, CodeBlock?> write, params ReadOnlySpan<ExpressionCode?> parts)
    {
        if (_nodes > 0 && _nodes + nodes > MostNodes)
            Close();
        _nodes += nodes + 1;
        foreach (var part in parts)
            _uses.UnionWith(part?.Loads ?? []);
        var step = new CodeBlock();
        step.Add(Expression.Call(Frame, Begin, Expression.Constant(_ruleOfStep.Count)));
        AddTo(step, when, write(null)!);
        _steps.Add(step);
        _ruleOfStep.Add(rule);
        _quick.Add(assume => write(assume) is { } code ? AddTo(new CodeBlock(), when, code) : null, nodes);
    }

    private static CodeBlock AddTo(CodeBlock step, Expression? when, CodeBlock code)
    {
        if (when is null)
            step.Append(code);
        else
            step.If(when, code);
        return step;
    }

    /// <summary>Compiles the pending steps into a segment.</summary>
    private void Close()
    {
        if (_steps.Count == 0)
            return;
        var labels = _steps.ConvertAll(_ => Expression.Label());
        var body = new List<Expression>();
        if (labels.Count > 1)
            body.Add(Expression.Switch(First, labels.Skip(1).Select((label, i) => Expression.SwitchCase(Expression.Goto(label), Expression.Constant(i + 1))).ToArray()));
        for (var i = 0; i < labels.Count; i++)
        {
            body.Add(Expression.Label(labels[i]));
            body.Add(_steps[i].ToExpression());
        }

        // The code of expressions refers to the frame by its base type.
        var method = Expression.Block(typeof(void), [FrameCode.Frame], Expression.Assign(FrameCode.Frame, Frame), loads.Before(body, _uses));
        var code = new TieredCode<Action<RuleFrame, int>>(Expression.Lambda<Action<RuleFrame, int>>(method, Frame, First));
        _segments.Add(new RuleSegment(_ruleOfStep.Count - _steps.Count, _ruleOfStep.Count, code));
        _steps.Clear();
        _uses.Clear();
        _nodes = 0;
    }

    private static IndexExpression StateOf(int rule) => Expression.ArrayAccess(Rules, Expression.Constant(rule));

    private static BinaryExpression Is(int rule, RuleState state) => Expression.Equal(StateOf(rule), Constant(state));

    private static BinaryExpression OrEverything(Expression condition) => Expression.OrElse(condition, Everything);

    private static MethodCallExpression Open(int rule) => Expression.Call(Frame, OpenRule, Expression.Constant(rule));

    private static ConstantExpression Constant(RuleState state) => Expression.Constant(state);
}

/// <summary>A rule whose expressions are compiled but not yet part of a program.</summary>
internal sealed record RuleDraft(
    RuleDefinition Definition,
    ExpressionScope Scope,
    ExpressionCode? Condition,
    IReadOnlyList<RuleDraft> Nested,
    ActionDraft? OnSuccess,
    ActionDraft? OnFailure,
    IReadOnlyDictionary<Outcome, ReasonTemplate> Reasons)
{
    /// <summary>The type of the output; <see langword="null"/> if the rule has none.</summary>
    public Type? OutputType => OnSuccess?.Type ?? OnFailure?.Type;

    /// <summary>The number of operations in the rule's own expressions.</summary>
    public int Nodes => (Condition?.Nodes ?? 0) + (OnSuccess?.Value?.Nodes ?? 0) + (OnFailure?.Value?.Nodes ?? 0) + Nested.Count;
}

/// <summary>An action whose expression is compiled: an output, or a called rule whose output is taken over.</summary>
internal sealed record ActionDraft(ExpressionCode? Value, RuleDraft? Called)
{
    /// <summary>The additional inputs of the call.</summary>
    public IReadOnlyList<ParamDefinition> Inputs { get; init; } = [];

    /// <summary>The global params of the called rule's workflow that it can use.</summary>
    public IReadOnlyList<ParamDefinition> Globals { get; init; } = [];

    /// <summary>The type of the output; <see langword="null"/> when the called rule gives none.</summary>
    public Type? Type => Value?.Type ?? Called?.OutputType;
}
