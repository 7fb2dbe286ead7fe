using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Workflows;

namespace PolicyEngine.Hostile;

/// <summary>One hostile text in one place of a workflow, put through the public way of compiling and evaluating.</summary>
/// <param name="Mode">Where it stands: expr, out, fail, lp, gp, wf, fec, msg, reason, extra, call.</param>
/// <param name="Text">The text, generated when it was written as <c>GEN:kind:n</c>.</param>
/// <param name="Title">The line, shortened.</param>
internal sealed record HostileLine(string Mode, string Text, string Title)
{
    private static readonly FactSchema Inputs = Object(
        ("input1", Object(
            ("x", Of(FactKind.Number)),
            ("name", Of(FactKind.Text)),
            ("list", ListOf(Of(FactKind.Number))),
            ("kpis", ListOf(Object(("s", Of(FactKind.Number))))))));

    private static readonly byte[] Facts = """{"input1":{"x":5,"name":"abc","list":[1,2,3],"kpis":[{"s":1},{"s":2}]}}"""u8.ToArray();

    /// <summary>Reads a line; <see langword="null"/> for a comment or a blank one.</summary>
    public static HostileLine? Parse(string line)
    {
        if (line.StartsWith('#') || line.Split('\t', 2) is not [var mode, var text])
            return null;
        return new HostileLine(mode.Trim(), GeneratedText.Of(text), line.Length > 120 ? line[..120] + "…" : line);
    }

    /// <summary>Has the runtime compile the code that every line passes, so that the first line is not charged for it.</summary>
    public static void WarmUp()
    {
        foreach (var mode in new[] { "expr", "out", "lp", "msg", "wf" })
        {
            new HostileLine(mode, "input1.kpis.Any(k => k.s > 0.5 && input1.name.Contains(\"a\") && !(input1.x in (1, 2)))", "warm-up").Run();
            new HostileLine(mode, "input1.nothing.GetType() ( + \"", "warm-up").Run();
        }
    }

    /// <summary>Compiles and evaluates.</summary>
    public HostileVerdict Run()
    {
        var workflow = Encoding.UTF8.GetBytes(Workflow());
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        try
        {
            var runner = WorkflowRunner.Compile(workflow, name: null, rule: null, Inputs, out var diagnostics);
            var run = runner?.Evaluate(Facts);
            return new HostileVerdict(
                Refusal(diagnostics), run is { Results.Count: > 0 } ? Words(run.Results[0]) : null, watch.Elapsed, GC.GetAllocatedBytesForCurrentThread() - bytes);
        }
#pragma warning disable CA1031 // An exception of any kind is a failure of its line; the other lines are still to be run.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new HostileVerdict(Refused: null, e.GetType().FullName, watch.Elapsed, GC.GetAllocatedBytesForCurrentThread() - bytes) { Thrown = e };
        }
    }

    private static string? Refusal(IReadOnlyList<Diagnostic> diagnostics) => diagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error)?.Code;

    private static string Words(RuleResult result) => result.Fault?.Code ?? (result.Output is { } output ? $"{result.Outcome}, {Words(output)}" : result.Outcome.ToString());

    /// <summary>Everything that an output holds, whatever it is; what is none of our kinds shows by the name of its type.</summary>
    private static string Words(object? value) => value switch
    {
        IReadOnlyDictionary<string, object> fields => Words(fields),
        IEnumerable<KeyValuePair<string, object?>> members => $"{{{string.Join(", ", members.Select(m => $"{m.Key}: {Words(m.Value)}"))}}}",
        Array list => $"[{string.Join(", ", list.Cast<object?>().Select(Words))}]",
        _ => value?.ToString() ?? "nothing",
    };

    private static string Words(IReadOnlyDictionary<string, object> fields) => $"{{{string.Join(", ", fields.Select(m => $"{m.Key}: {Words(m.Value)}"))}}}";

    private string Workflow() => Mode switch
    {
        "wf" => Text,
        "out" => Rule("true", Action("OnSuccess")),
        "fail" => Rule("false", Action("OnFailure")),
        "lp" => Rule("p != null", ("LocalParams", Params("p"))),
        "gp" => new JsonObject { ["WorkflowName"] = "w", ["GlobalParams"] = Params("p"), ["Rules"] = new JsonArray(new JsonObject { ["RuleName"] = "r", ["Expression"] = "p != null" }) }.ToJsonString(),
        "msg" => Rule("false", ("ErrorMessage", Text)),
        "reason" => Rule("true", ("Properties", new JsonObject { ["reason"] = new JsonObject { ["met"] = new JsonObject { ["en"] = Text, ["zh-CN"] = Text } } })),
        "extra" => Calling(),
        "expr" or "fec" => Rule(Text),
        _ => throw new InvalidDataException($"the mode `{Mode}` is not known"),
    };

    private JsonArray Params(string name) => [new JsonObject { ["Name"] = name, ["Expression"] = Text }];

    private (string, JsonNode) Action(string when) =>
        ("Actions", new JsonObject { [when] = new JsonObject { ["Name"] = "OutputExpression", ["Context"] = new JsonObject { ["Expression"] = Text } } });

    private string Calling()
    {
        var call = new JsonObject { ["workflowName"] = "w", ["ruleName"] = "s", ["additionalInputs"] = Params("p") };
        var caller = new JsonObject { ["RuleName"] = "r", ["Expression"] = "true", ["Actions"] = new JsonObject { ["OnSuccess"] = new JsonObject { ["Name"] = "EvaluateRule", ["Context"] = call } } };
        return new JsonObject { ["WorkflowName"] = "w", ["Rules"] = new JsonArray(caller, new JsonObject { ["RuleName"] = "s", ["Expression"] = "true" }) }.ToJsonString();
    }

    private static string Rule(string expression, params (string Name, JsonNode Value)[] members)
    {
        var rule = new JsonObject { ["RuleName"] = "r", ["Expression"] = expression };
        foreach (var (name, value) in members)
            rule[name] = value;
        return new JsonObject { ["WorkflowName"] = "w", ["Rules"] = new JsonArray(rule) }.ToJsonString();
    }

    private static FactSchema Of(FactKind kind) => new() { Kind = kind, Nullable = true };

    private static FactSchema ListOf(FactSchema items) => Of(FactKind.List) with { Items = items };

    private static FactSchema Object(params (string Name, FactSchema Schema)[] fields) =>
        Of(FactKind.Object) with { Fields = [.. fields.Select(f => new FactField(f.Name, f.Schema, Required: false))] };
}

/// <summary>What became of a hostile text.</summary>
/// <param name="Refused">The code of the refusal, or <see langword="null"/>.</param>
/// <param name="Answer">What evaluating gave, when it was not refused.</param>
/// <param name="Elapsed">How long compiling and evaluating took.</param>
/// <param name="Bytes">How much was allocated.</param>
internal sealed record HostileVerdict(string? Refused, string? Answer, TimeSpan Elapsed, long Bytes)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);
    private const long MostBytes = 16 * 1024 * 1024;

    /// <summary>What came out instead of an answer.</summary>
    public Exception? Thrown { get; init; }

    public bool Passed => Thrown is null && Elapsed <= Longest && Bytes <= MostBytes && !ReachesOut;

    /// <summary>Whether it took too long and nothing else is wrong.</summary>
    public bool IsOnlySlow => Elapsed > Longest && Bytes <= MostBytes && !ReachesOut;

    /// <summary>Nothing that stands for something outside of facts and functions may come out.</summary>
    public bool ReachesOut => Thrown is not null || Answer is not null && Markers.Any(m => Answer.Contains(m, StringComparison.Ordinal));

    private static readonly string[] Markers = ["System.", "PolicyEngine.", Environment.MachineName, "RuntimeType", "Assembly"];

    public override string ToString()
    {
        var answer = Refused is not null ? $"refused ({Refused})" : $"harmless ({(Answer?.Length > 60 ? Answer[..60] + "…" : Answer)})";
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{answer} {Elapsed.TotalMilliseconds:F1} ms {Bytes / 1024} KB");
    }
}
