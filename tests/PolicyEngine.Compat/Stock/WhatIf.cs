using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyEngine.Facts;

namespace PolicyEngine.Compat.Stock;

/// <summary>
/// RulesEngine on the case as it stands, and on the case changed by one documented difference at a time. A difference
/// between the engines is explained by a rule of ours only where RulesEngine, made to follow that rule, answers as ours does.
/// </summary>
internal sealed class WhatIf
{
    private static readonly (string Deviation, Func<JsonArray, JsonArray> Rewrite)[] Rewritings =
    [
        (Deviations.NullMembers, Rewriting.WithoutNulls),
        (Deviations.OperatorCase, Rewriting.Operators),
        (Deviations.UnusedParams, Rewriting.WithoutUnusedParams),
        (Deviations.NameInBrackets, Rewriting.Brackets),
        (Deviations.Sums, Rewriting.Sums),
        (Deviations.InjectedBeside, Rewriting.Injections),
        (Deviations.Decimals, Rewriting.Divisions),
        (Deviations.ActionRun, Rewriting.Calls),
        (Deviations.AdditionalInputs, Rewriting.AdditionalInputs),
    ];

    private const string StopsEarly = "NestedRuleExecutionMode";

    private readonly List<(string Deviation, Lazy<StockAnswer> Answer)> _changed = [];
    private readonly List<Lazy<StockAnswer>> _plain = [];

    /// <summary>Prepares the runs; each is made when it is first asked for.</summary>
    /// <param name="item">The case.</param>
    /// <param name="call">The call on untyped inputs.</param>
    /// <param name="inputs">The inputs, as written.</param>
    /// <param name="schema">What was inferred of them.</param>
    /// <param name="isSafe">Whether RulesEngine can be given these workflows: not where ours refused them as endless or huge.</param>
    public WhatIf(JsonElement item, StockCall call, JsonObject inputs, FactSchema schema, bool isSafe)
    {
        if (StockAnswer.Noted(item) is { } noted)
            _plain.Add(new Lazy<StockAnswer>(noted));
        if (!isSafe)
            return;
        var typed = new TypedCalls(call, SampleInputs.Normalize(inputs), schema);
        _plain.Add(new Lazy<StockAnswer>(call.Run));
        _plain.Add(new Lazy<StockAnswer>(() => typed.Run(call.Workflows)));
        // What it cannot bind to untyped inputs, or compares as references, it computes on typed ones.
        Add(Deviations.Computed, () => typed.Run(call.Workflows));
        if (call.Settings.ContainsKey(StopsEarly))
            Add(Deviations.EveryNested, (call with { Settings = call.Settings.Where(s => s.Key != StopsEarly).ToDictionary() }).Run);
        if (call.Settings.Any(s => s.Key != StopsEarly))
            Add(Deviations.NoSettings, (call with { Settings = call.Settings.Where(s => s.Key == StopsEarly).ToDictionary() }).Run);
        foreach (var (deviation, rewrite) in Rewritings)
            AddRewritten(deviation, call, typed, rewrite(call.Workflows));
        var decimals = Rewriting.Decimals(call.Workflows);
        Add(Deviations.Decimals, (call with { Workflows = decimals, Inputs = UntypedInputs.Of(inputs, exact: true) }).Run);
        foreach (var (exact, arrays) in new[] { (false, false), (true, false), (false, true), (true, true) })
        {
            Add(Deviations.Computed, () => typed.Run(call.Workflows, exact, arrays));
            Add(Deviations.Computed, () => typed.Run(decimals, exact, arrays));
        }
    }

    /// <summary>Whether RulesEngine itself answers so: a case that expects something else is a wrong case, or ours is wrong.</summary>
    public bool Confirms(Func<StockAnswer, bool> holds) => _plain.Exists(a => holds(a.Value));

    /// <summary>The documented difference under which RulesEngine answers as ours does; <see langword="null"/> when there is none.</summary>
    /// <param name="agrees">Whether an answer is as ours.</param>
    public string? Explain(Func<StockAnswer, bool> agrees) => _changed.FirstOrDefault(c => agrees(c.Answer.Value)).Deviation;

    /// <summary>Whether it fails on the case as it stands, or as soon as no setting hides that it does, or no double a division by zero.</summary>
    public bool Fails(Func<StockAnswer, bool> failed) =>
        (_plain.Count > 0 && failed(_plain[0].Value)) || _changed.Exists(c => c.Deviation is Deviations.NoSettings or Deviations.Decimals && failed(c.Answer.Value));

    private void AddRewritten(string deviation, StockCall call, TypedCalls typed, JsonArray workflows)
    {
        if (JsonNode.DeepEquals(call.Workflows, workflows))
            return;
        Add(deviation, (call with { Workflows = workflows }).Run);
        Add(deviation, () => typed.Run(workflows));
    }

    private void Add(string deviation, Func<StockAnswer> run) => _changed.Add((deviation, new Lazy<StockAnswer>(run)));
}
