using System.Text.Json;
using PolicyEngine.Compat.Stock;
using PolicyEngine.Documents;
using PolicyEngine.Workflows;

namespace PolicyEngine.Compat;

/// <summary>Compares what the engine answered with what a case expects, one expectation after the other: none excuses another.</summary>
internal sealed class Comparison(CaseAnswers ours, WhatIf stock)
{
    private readonly List<string> _failures = [];
    private readonly List<string> _refusals = [];
    private readonly List<string> _deviations = [];

    public Verdict Judge()
    {
        foreach (var expected in ours.Item.GetProperty("expect").EnumerateObject())
        {
            switch (expected.Name)
            {
                case "rules":
                    foreach (var rule in expected.Value.EnumerateObject())
                        CompareRule(rule.Name, rule.Value.GetBoolean());
                    break;
                case "messages":
                    foreach (var rule in expected.Value.EnumerateObject())
                        CompareMessage(rule.Name, rule.Value.GetString()!);
                    break;
                case "output":
                    CompareOutputs(expected.Value);
                    break;
                case "childCounts":
                    foreach (var rule in expected.Value.EnumerateObject())
                        CompareChildren(rule.Name, rule.Value.GetInt32());
                    break;
                case "firstSuccessEvent":
                    var first = ours.Results.Select(r => r.Event).FirstOrDefault(e => e is not null);
                    if (!string.Equals(first, expected.Value.GetString(), StringComparison.Ordinal))
                        _failures.Add($"the first event is `{first}`, expected {expected.Value}");
                    break;
                default:
                    CompareNoted(expected.Name);
                    break;
            }
        }

        if (ours.Errors.Count > 0 && _refusals.Count == 0)
            _refusals.Add(CompatCase.Words(ours.Errors[0]));
        return new Verdict(_failures, _refusals, _deviations);
    }

    /// <summary>An expectation of a kind not known here falls back on what RulesEngine was seen to answer.</summary>
    private void CompareNoted(string kind)
    {
        if (StockAnswer.Noted(ours.Item) is not { Refused: false } noted)
        {
            _failures.Add($"the expectation `{kind}` is not known here");
            return;
        }

        foreach (var rule in noted.Rules)
            CompareRule(rule.Name, rule.Met);
    }

    private void CompareRule(string name, bool expected)
    {
        if (ours.Find(name) is not { } rule)
        {
            CompareRefused(name, expected);
            return;
        }

        if (rule.Outcome != Outcome.Undetermined && (rule.Outcome == Outcome.Met) == expected)
            return;
        var seen = $"`{name}` is {rule.Outcome}, expected {expected}";
        if (!stock.Confirms(a => a.Find(name)?.Met == expected))
            _failures.Add(seen + ", which RulesEngine does not answer either");
        else if (rule.Outcome == Outcome.Undetermined)
            Explain(Undetermined.Explain(ours, stock, name, rule), $"{seen} (missing {string.Join(", ", rule.Missing)})");
        else
            Explain(stock.Explain(a => a.Find(name) is { Failed: false } there && there.Met == (rule.Outcome == Outcome.Met)), seen);
    }

    /// <summary>A rule that was refused: because RulesEngine cannot evaluate it either, or for a documented reason.</summary>
    private void CompareRefused(string name, bool expected)
    {
        var errors = ours.ErrorsOf(name.Split('/')[0]).ToList();
        if (errors.Count == 0)
        {
            // Only a rule that calls a refused one goes with it.
            var written = ours.Written(name)?.ToJsonString() ?? string.Empty;
            errors = [.. ours.Broken.Where(b => written.Contains('"' + b + '"', StringComparison.Ordinal)).SelectMany(ours.ErrorsOf)];
        }

        if (errors.Count == 0)
        {
            _failures.Add($"there is no result for `{name}`");
            return;
        }

        _refusals.Add(CompatCase.Words(errors[0]));
        var undocumented = errors.Where(e => !IsDocumented(e)).ToList();
        var onlyActions = errors.TrueForAll(e => e.Pointer.Contains("/Actions/", StringComparison.Ordinal)) && ours.FindBare(name) is { } bare && (bare.Outcome == Outcome.Met) == expected;
        if (!stock.Confirms(a => a.Refused || a.Find(name)?.Met == expected))
            _failures.Add($"`{name}` is refused, expected {expected}, which RulesEngine does not answer either");
        else if (undocumented.Count > 0 && !Failed(name) && !(onlyActions && ActionFailed(name)))
            _failures.Add($"`{name}` is refused without a documented reason: {CompatCase.Words(undocumented[0])}");
    }

    private bool IsDocumented(Diagnostic error) => Refusals.IsDocumented(error, ours.ExpressionAt(error.Pointer))
        || (error.Message.Contains("on this value", StringComparison.Ordinal) && SampleInputs.HasMixedList(ours.Inputs))
        || (ours.ErrorsWithoutTimes.Value.Count < ours.Errors.Count && !ours.ErrorsWithoutTimes.Value.Any(e => string.Equals(e.Pointer, error.Pointer, StringComparison.Ordinal)));

    private void CompareChildren(string name, int expected)
    {
        if (ours.Find(name) is not { } rule)
        {
            CompareRefused(name, expected: false);
            return;
        }

        if (rule.Rules.Count == expected)
            return;
        var seen = $"`{name}` has {rule.Rules.Count} nested results, expected {expected}";
        if (stock.Confirms(a => a.Find(name)?.Rules.Count == expected))
            Explain(stock.Explain(a => a.Find(name)?.Rules.Count == rule.Rules.Count), seen);
        else
            _failures.Add(seen + ", which RulesEngine does not answer either");
    }

    private void CompareMessage(string name, string expected)
    {
        if (ours.Find(name) is not { } rule)
        {
            CompareRefused(name, expected: false);
            return;
        }

        var wanted = ExpectedMessage.Read(expected);
        var message = rule.Outcome == Outcome.Met ? string.Empty : rule.Reason.En;
        if (wanted.Fits(message))
            return;
        var seen = $"`{name}` says \"{message}\", expected {expected}";
        if (!stock.Confirms(a => a.Find(name) is { } there && wanted.Fits(there.Message)))
            _failures.Add(seen + ", which RulesEngine does not say either");
        else
            Explain(MessageDifference.Explain(ours, stock, name, rule, wanted), seen);
    }

    private void CompareOutputs(JsonElement expected)
    {
        var isMap = expected.ValueKind == JsonValueKind.Object && expected.EnumerateObject().Any()
            && expected.EnumerateObject().All(m => ours.Find(m.Name) is not null || ours.Broken.Contains(m.Name));
        if (!isMap)
        {
            CompareOutput(null, expected);
            return;
        }

        foreach (var output in expected.EnumerateObject())
            CompareOutput(output.Name, output.Value);
    }

    /// <param name="name">The rule; <see langword="null"/> for the one that was called.</param>
    /// <param name="expected">Its output.</param>
    private void CompareOutput(string? name, JsonElement expected)
    {
        var called = ours.Item.TryGetProperty("rule", out var given) ? given.GetString() : null;
        var rule = name is not null ? ours.Find(name) : ours.Results.Count > 0 ? ours.Results[0] : null;
        name ??= rule?.Name ?? called ?? string.Empty;
        if (rule is null)
        {
            CompareRefusedOutput(name, called, expected);
            return;
        }

        if (Values.AreEqual(rule.Output, expected))
            return;
        var seen = $"`{name}` gives `{Values.Words(rule.Output)}`, expected {expected}";
        if (!stock.Confirms(a => Values.AreSame(OutputOf(a, name, called), expected)))
            _failures.Add(seen + ", which RulesEngine does not give either");
        else if (rule.Outcome == Outcome.Undetermined)
            Explain(Undetermined.Explain(ours, stock, name, rule), seen);
        else
            Explain(stock.Explain(a => Values.AreEqual(rule.Output, OutputOf(a, name, called))), seen);
    }

    private void CompareRefusedOutput(string name, string? called, JsonElement expected)
    {
        var errors = ours.ErrorsOf(name).ToList();
        if (errors.Count > 0)
            _refusals.Add(CompatCase.Words(errors[0]));
        if (errors.Count == 0)
            _failures.Add($"there is no output of `{name}`, expected {expected}");
        else if (!stock.Confirms(a => Values.AreSame(OutputOf(a, name, called), expected)))
            _failures.Add($"the output of `{name}` is refused, expected {expected}, which RulesEngine does not give either");
        else if (errors.Find(e => !IsDocumented(e)) is { } undocumented && !Failed(name) && !ActionFailed(name))
            _failures.Add($"the output of `{name}` is refused without a documented reason: {CompatCase.Words(undocumented)}");
    }

    private static JsonElement? OutputOf(StockAnswer answer, string name, string? called) =>
        called is not null ? answer.Output : answer.Find(name)?.Output;

    private bool Failed(string name) => stock.Fails(a => a.Refused || a.Find(name)?.Failed == true);

    private bool ActionFailed(string name) => stock.Fails(a => a.Fault is not null || a.Find(name)?.ActionFault is not null);

    private void Explain(string? deviation, string seen)
    {
        if (deviation is null)
            _failures.Add(seen);
        else
            _deviations.Add(deviation);
    }
}
