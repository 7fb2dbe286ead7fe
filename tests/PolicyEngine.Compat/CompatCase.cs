using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyEngine.Compat.Stock;
using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Workflows;

namespace PolicyEngine.Compat;

/// <summary>One case of an index file.</summary>
internal sealed class CompatCase
{
    private readonly JsonElement _case;
    private readonly JsonArray _workflows;
    private readonly string? _rule;

    private CompatCase(JsonElement item, JsonArray workflows)
    {
        _case = item;
        _workflows = workflows;
        _rule = item.TryGetProperty("rule", out var rule) ? rule.GetString() : null;
    }

    private string Call => _case.GetProperty("call").GetString()!;

    private JsonElement Expected => _case.GetProperty("expect");

    /// <summary>Reads and runs a case; one that cannot be read fails by itself and lets the others run.</summary>
    public static Verdict Run(JsonElement item, string folder)
    {
        try
        {
            return Read(item, folder).Run();
        }
        catch (UnknownWorkflowException e) when (item.TryGetProperty("expect", out var expect) && expect.TryGetProperty("throws", out _))
        {
            return new Verdict([], [e.Message], []);
        }
        catch (Exception e) when (e is UnknownWorkflowException or IOException or JsonException or InvalidDataException or KeyNotFoundException or InvalidOperationException)
        {
            return new Verdict([$"the case cannot be read: {e.Message}"], [], []);
        }
    }

    /// <summary>Reads a case and the workflows it needs.</summary>
    private static CompatCase Read(JsonElement item, string folder)
    {
        var name = item.GetProperty("workflowFile").GetString()!.Split('#', 2);
        var node = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, name[0])))!;
        if (name.Length > 1)
            node = node[name[1]] ?? throw new InvalidDataException($"there is no `{name[1]}` in {name[0]}");
        var all = node is JsonArray array ? array.Select(w => w!.DeepClone()).ToList() : [node.DeepClone()];
        var wanted = item.TryGetProperty("workflow", out var workflow) ? workflow.GetString() : null;
        if (wanted is not null && all.TrueForAll(w => NameOf(w) != wanted))
            throw new UnknownWorkflowException(wanted);
        return new CompatCase(item, wanted is null ? [.. all] : [.. Needed(all, wanted)]);
    }

    /// <summary>Runs the case and compares it with what is expected.</summary>
    private Verdict Run()
    {
        if (string.Equals(Call, "add", StringComparison.Ordinal) || Expected.TryGetProperty("throws", out _))
            return Add();
        if (Call is not ("all" or "action"))
            return new Verdict([$"the call `{Call}` is not known here"], [], []);
        var written = _case.TryGetProperty("inputs", out var given) ? JsonNode.Parse(given.GetRawText())!.AsObject() : [];
        var inputs = SampleInputs.Normalize(written);
        var schema = new InferredInputs(inputs, _workflows, TryCompile).Schema;
        var runner = Compile(_workflows, schema, out var errors);
        var broken = BrokenRules(errors);
        if (runner is null)
            runner = Compile(Without(broken), schema, out _);
        var run = runner?.Evaluate(Encoding.UTF8.GetBytes(inputs.ToJsonString()));
        if (run is { Faults.Count: > 0 })
            return run.Faults.All(f => Refusals.FactCodes.Contains(f.Code)) ? new Verdict([], [.. run.Faults.Select(Words)], []) : new Verdict([.. run.Faults.Select(Words)], [], []);
        // Where only an action is refused, RulesEngine's rule still answers, so ours is compared without its actions.
        var bare = broken.Count == 0 && run?.Results.Any(r => r.Outcome == Outcome.Undetermined) != true ? null : Compile(WithoutActions(_workflows.DeepClone().AsArray()), schema, out _)?.Evaluate(Encoding.UTF8.GetBytes(inputs.ToJsonString()));
        var results = run?.Results ?? [];
        if (runner is null && broken.Count > 0)
            results = EachAlone(broken, schema, inputs);
        var withoutTimes = new Lazy<IReadOnlyList<Diagnostic>>(() => ErrorsWithoutTimes(inputs, errors));
        var answers = new CaseAnswers(_case, _workflows, inputs, results, bare?.Results ?? [], broken, errors, withoutTimes);
        return new Comparison(answers, Stock(written, schema, errors)).Judge();
    }

    /// <summary>RulesEngine beside ours; never given what ours refused as endless or huge.</summary>
    private WhatIf Stock(JsonObject inputs, FactSchema schema, IReadOnlyList<Diagnostic> errors)
    {
        var settings = _case.TryGetProperty("settings", out var given) ? given.EnumerateObject().ToDictionary(s => s.Name, s => s.Value) : [];
        var isSafe = !errors.Any(e => e.Code.StartsWith("cyclic-", StringComparison.Ordinal) || e.Code.StartsWith("too-", StringComparison.Ordinal) || e.Code.Contains("-too-", StringComparison.Ordinal));
        return new WhatIf(_case, new StockCall(_workflows, Call, _rule, settings, UntypedInputs.Of(inputs)), inputs, schema, isSafe);
    }

    /// <summary>The errors that are left when every time of day in the inputs is midnight; the same ones when there is none.</summary>
    private List<Diagnostic> ErrorsWithoutTimes(JsonObject inputs, List<Diagnostic> errors)
    {
        var dates = SampleInputs.WithoutTimes(inputs);
        if (JsonNode.DeepEquals(dates, inputs))
            return errors;
        Compile(_workflows, new InferredInputs(dates, _workflows, TryCompile).Schema, out var left);
        return left;
    }

    /// <summary>
    /// RulesEngine leaves a broken rule out and runs the others, also those that call it with names of their own; here a rule
    /// is compiled alone with those it calls.
    /// </summary>
    private List<RuleResult> EachAlone(List<string> broken, FactSchema schema, JsonObject inputs)
    {
        var results = new List<RuleResult>();
        foreach (var name in _workflows.SelectMany(w => w!["Rules"] as JsonArray ?? []).Select(r => r!["RuleName"]?.GetValue<string>()).OfType<string>().Where(n => !broken.Contains(n)))
        {
            var alone = WorkflowRunner.Compile(Encoding.UTF8.GetBytes(_workflows.ToJsonString()), name: null, name, schema, out _)
                ?? WorkflowRunner.Compile(Encoding.UTF8.GetBytes(WithoutActions(Without(broken)).ToJsonString()), name: null, name, schema, out _);
            results.AddRange(alone?.Evaluate(Encoding.UTF8.GetBytes(inputs.ToJsonString())).Results ?? []);
        }

        return results;
    }

    /// <summary>The workflow of a name, with every workflow whose name it mentions, directly or through others.</summary>
    private static List<JsonNode> Needed(List<JsonNode> all, string wanted)
    {
        var first = all.First(w => NameOf(w) == wanted);
        var found = new List<JsonNode> { first };
        for (var i = 0; i < found.Count; i++)
        {
            var text = found[i].ToJsonString();
            found.AddRange(all.Where(w => !found.Contains(w) && NameOf(w) is { } name && text.Contains(JsonValue.Create(name).ToJsonString(), StringComparison.Ordinal)));
        }

        return found;
    }

    private static string? NameOf(JsonNode workflow) => (workflow as JsonObject)?["WorkflowName"]?.GetValue<string>();

    private Verdict Add()
    {
        var schema = new FactSchema { Kind = FactKind.Object };
        var runner = Compile(_workflows, schema, out var errors);
        if (Expected.TryGetProperty("throws", out _))
        {
            var stock = Stock([], schema, errors);
            if (!stock.Confirms(a => a.Refused))
                return new Verdict(["the case expects a refusal, but RulesEngine takes the workflow"], [], []);
            if (errors.Count > 0)
                return new Verdict([], [.. errors.Take(3).Select(Words)], []);
            return stock.Explain(a => !a.Refused) is { } deviation ? new Verdict([], [], [deviation]) : new Verdict(["the workflow was taken, but RulesEngine refuses it"], [], []);
        }

        // What an expression means depends on inputs that only come with a call, so only the form is judged here.
        var ofForm = errors.Where(e => e.Offset is null).ToList();
        if (runner is not null || ofForm.Count == 0)
            return new Verdict([], [], []);
        return ofForm.TrueForAll(e => Refusals.IsDocumented(e, string.Empty)) ? new Verdict([], [.. ofForm.Select(Words)], []) : new Verdict([.. ofForm.Select(Words)], [], []);
    }

    private int TryCompile(FactSchema schema)
    {
        Compile(_workflows, schema, out var errors);
        return errors.Count;
    }

    private WorkflowRunner? Compile(JsonArray workflows, FactSchema inputs, out List<Diagnostic> errors)
    {
        var rule = string.Equals(Call, "action", StringComparison.Ordinal) ? _rule : null;
        var runner = WorkflowRunner.Compile(Encoding.UTF8.GetBytes(workflows.ToJsonString()), name: null, rule, inputs, out var diagnostics);
        errors = [.. diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)];
        return runner;
    }

    /// <summary>The top-level rules of the workflow that have errors; all of them when the error stands outside of any.</summary>
    private List<string> BrokenRules(List<Diagnostic> errors)
    {
        var rules = (_workflows[0]!["Rules"] as JsonArray ?? []).Select(r => r!["RuleName"]?.GetValue<string>() ?? string.Empty).ToList();
        var broken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var error in errors)
        {
            var parts = error.Pointer.Split('/');
            if (parts is [_, var workflow, "Rules", var index, ..] && RuleAt(workflow, index) is { } name)
                broken.Add(name);
            else
                broken.UnionWith(rules);
        }

        return [.. broken];
    }

    private string? RuleAt(string workflow, string index) =>
        (_workflows[int.Parse(workflow, CultureInfo.InvariantCulture)]!["Rules"] as JsonArray)?[int.Parse(index, CultureInfo.InvariantCulture)]?["RuleName"]?.GetValue<string>();

    private JsonArray Without(List<string> broken)
    {
        var rest = _workflows.DeepClone().AsArray();
        if (rest[0]!["Rules"] is JsonArray rules)
        {
            foreach (var rule in rules.Where(r => broken.Contains(r!["RuleName"]!.GetValue<string>())).ToList())
                rules.Remove(rule);
        }

        return rest;
    }

    private static JsonArray WithoutActions(JsonArray workflows)
    {
        foreach (var rule in workflows[0]!["Rules"] as JsonArray ?? [])
            (rule as JsonObject)?.Remove("Actions");
        return workflows;
    }

    private sealed class UnknownWorkflowException(string name) : Exception($"there is no workflow `{name}`");

    internal static string Words(Diagnostic d) => $"{d.Code} at {d.Pointer}: {d.Message}";
}
