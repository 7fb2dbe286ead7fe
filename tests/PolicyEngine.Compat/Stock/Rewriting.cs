using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PolicyEngine.Compat.Stock;

/// <summary>Rewrites workflows so that RulesEngine computes by one of our documented rules. Each gives a copy.</summary>
internal static partial class Rewriting
{
    private static readonly string[] OperatorNames = ["And", "AndAlso", "Or", "OrElse"];

    /// <summary>Every division of whole numbers keeps its fraction: <c>a / b</c> becomes <c>a * 1.0 / b</c>, which is the same otherwise.</summary>
    public static JsonArray Divisions(JsonArray workflows) => Expressions(workflows, text => OutsideLiterals(text, code => code.Replace("/", "* 1.0 /", StringComparison.Ordinal)));

    /// <summary>Every number is a decimal: a literal with a point gets the suffix of one.</summary>
    public static JsonArray Decimals(JsonArray workflows) =>
        Expressions(workflows, text => OutsideLiterals(text, code => Real().Replace(code, "${number}m").Replace("/", "* 1.0m /", StringComparison.Ordinal)));

    /// <summary>What is summed is an array: <c>x.Sum()</c> becomes <c>x.ToArray().Sum()</c>.</summary>
    public static JsonArray Sums(JsonArray workflows) => Expressions(workflows, text => OutsideLiterals(text, code => SumOfAll().Replace(code, ".ToArray()$0")));

    /// <summary>A member named in brackets is named by a point: <c>x["a"]</c> becomes <c>x.a</c>.</summary>
    public static JsonArray Brackets(JsonArray workflows) => Expressions(workflows, text => NameInBrackets().Replace(text, ".${name}"));

    /// <summary>Rules injected into a rule are written among those nested in it.</summary>
    public static JsonArray Injections(JsonArray workflows)
    {
        var copy = workflows.DeepClone().AsArray();
        foreach (var rule in Objects(copy).Where(o => o["Operator"] is not null && o["WorkflowsToInject"] is JsonArray).ToList())
        {
            var nested = rule["Rules"] as JsonArray ?? [];
            foreach (var injected in rule["WorkflowsToInject"]!.AsArray().Select(n => n!.GetValue<string>())
                .SelectMany(name => copy.FirstOrDefault(w => w!["WorkflowName"]?.GetValue<string>() == name)?["Rules"] as JsonArray ?? []).ToList())
                nested.Add(injected!.DeepClone());
            rule.Remove("WorkflowsToInject");
            rule["Rules"] = nested.DeepClone();
        }

        return copy;
    }

    /// <summary>Additional inputs that name those before them are written out.</summary>
    public static JsonArray AdditionalInputs(JsonArray workflows)
    {
        var copy = workflows.DeepClone().AsArray();
        foreach (var list in Objects(copy).SelectMany(o => o).Where(m => Is(m.Key, "additionalInputs")).Select(m => m.Value).OfType<JsonArray>().ToList())
        {
            for (var i = 0; i < list.Count; i++)
            {
                foreach (var before in list.Take(i))
                    list[i]!["Expression"] = Regex.Replace(list[i]!["Expression"]!.GetValue<string>(), $@"(?<![\w.]){Regex.Escape(before!["Name"]!.GetValue<string>())}\b", $"({before["Expression"]})", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
            }
        }

        return copy;
    }

    /// <summary>Rules called by <c>EvaluateRule</c> stand in a workflow without global params: the call hands these on as inputs.</summary>
    public static JsonArray Calls(JsonArray workflows)
    {
        var copy = workflows.DeepClone().AsArray();
        foreach (var workflow in workflows.Where(w => w!["GlobalParams"] is JsonArray))
        {
            var called = workflow!.DeepClone().AsObject();
            called.Remove("GlobalParams");
            called["WorkflowName"] = Called(workflow["WorkflowName"]?.GetValue<string>());
            copy.Add(called);
        }

        foreach (var context in Objects(copy).Where(o => o.Any(m => Is(m.Key, "workflowName")) && o.Any(m => Is(m.Key, "ruleName"))).ToList())
        {
            var member = context.First(m => Is(m.Key, "workflowName"));
            if (copy.Any(w => w!["WorkflowName"]?.GetValue<string>() == Called(member.Value?.GetValue<string>())))
                context[member.Key] = Called(member.Value!.GetValue<string>());
        }

        return copy;
    }

    /// <summary>Operators are written in the case of RulesEngine.</summary>
    public static JsonArray Operators(JsonArray workflows)
    {
        var copy = workflows.DeepClone().AsArray();
        foreach (var rule in Objects(copy).Where(o => o["Operator"]?.GetValueKind() == JsonValueKind.String))
            rule["Operator"] = Array.Find(OperatorNames, n => Is(n, rule["Operator"]!.GetValue<string>())) ?? rule["Operator"]!.GetValue<string>();
        return copy;
    }

    /// <summary>Params that no other expression and no message names are left out.</summary>
    public static JsonArray WithoutUnusedParams(JsonArray workflows)
    {
        var copy = workflows.DeepClone().AsArray();
        var texts = Objects(copy).SelectMany(o => o).Where(m => m.Value?.GetValueKind() == JsonValueKind.String && !Is(m.Key, "Name")).Select(m => m.Value!.GetValue<string>()).ToList();
        foreach (var list in Objects(copy).SelectMany(o => o).Where(m => m.Key is "LocalParams" or "GlobalParams").Select(m => m.Value).OfType<JsonArray>().ToList())
        {
            foreach (var param in list.Where(p => !texts.Exists(t => Regex.IsMatch(t, $@"\b{Regex.Escape(p!["Name"]!.GetValue<string>())}\b", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)))).ToList())
                list.Remove(param);
        }

        return copy;
    }

    /// <summary>Members written as <c>null</c> are left out.</summary>
    public static JsonArray WithoutNulls(JsonArray workflows)
    {
        var copy = workflows.DeepClone().AsArray();
        foreach (var map in Objects(copy).ToList())
        {
            foreach (var name in map.Where(m => m.Value is null).Select(m => m.Key).ToList())
                map.Remove(name);
        }

        return copy;
    }

    /// <summary>All objects of a document, outer ones first.</summary>
    public static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(m => Objects(m.Value)).Prepend(map),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };

    private static string Called(string? workflow) => workflow + " (called)";

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    private static JsonArray Expressions(JsonArray workflows, Func<string, string> rewrite)
    {
        var copy = workflows.DeepClone().AsArray();
        foreach (var map in Objects(copy))
        {
            foreach (var (name, value) in map.Where(m => Is(m.Key, "Expression") && m.Value?.GetValueKind() == JsonValueKind.String).ToList())
                map[name] = rewrite(value!.GetValue<string>());
        }

        return copy;
    }

    private static string OutsideLiterals(string expression, Func<string, string> rewrite)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (Match literal in Literal().Matches(expression))
        {
            text.Append(rewrite(expression[at..literal.Index])).Append(literal.Value);
            at = literal.Index + literal.Length;
        }

        return text.Append(rewrite(expression[at..])).ToString();
    }

    [GeneratedRegex("""
        "(\\.|[^"\\])*"|'(\\.|[^'\\])*'
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?<![\w.])(?<number>\d+\.\d+)(?![\w.])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Real();

    [GeneratedRegex(@"\.(Sum|Average)\(\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SumOfAll();

    [GeneratedRegex("""\["(?<name>[\p{L}_]\w*)"\]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NameInBrackets();
}
