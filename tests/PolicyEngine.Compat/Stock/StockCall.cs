using System.Text.Json;
using System.Text.Json.Nodes;
using RulesEngine.Models;

namespace PolicyEngine.Compat.Stock;

/// <summary>One call of Microsoft's RulesEngine: everything it is given.</summary>
/// <param name="Workflows">The workflows, the one to run first.</param>
/// <param name="Call"><c>all</c>, <c>action</c> or <c>add</c>.</param>
/// <param name="Rule">The rule of an <c>action</c>.</param>
/// <param name="Settings">The settings of a case, members of <c>ReSettings</c>.</param>
/// <param name="Inputs">The inputs, in any .NET form.</param>
internal sealed record StockCall(JsonArray Workflows, string Call, string? Rule, IReadOnlyDictionary<string, JsonElement> Settings, IReadOnlyList<(string Name, object? Value)> Inputs)
{
    /// <summary>Runs it; whatever RulesEngine throws is its answer.</summary>
    public StockAnswer Run()
    {
        try
        {
            var engine = new RulesEngine.RulesEngine([.. Workflows.Select(w => w!.ToJsonString())], ReSettings());
            return string.Equals(Call, "add", StringComparison.Ordinal) ? new StockAnswer([], null, null, Refused: false) : Run(engine);
        }
        catch (Exception e)
        {
            // Its exceptions are of many types, those of its parts among them, and any of them is what its caller would see.
            return new StockAnswer([], null, $"{e.GetType().Name}: {e.Message}", Refused: true);
        }
    }

    private StockAnswer Run(RulesEngine.RulesEngine engine)
    {
        var workflow = Workflows[0]!["WorkflowName"]!.GetValue<string>();
        var inputs = Inputs.Select(i => new RuleParameter(i.Name, i.Value!)).ToArray();
        if (string.Equals(Call, "action", StringComparison.Ordinal))
        {
            var result = engine.ExecuteActionWorkflowAsync(workflow, Rule!, inputs).AsTask().GetAwaiter().GetResult();
            return new StockAnswer([.. (result.Results ?? []).Select(ToRule)], ToJson(result.Output), result.Exception?.Message, Refused: false);
        }

        var results = engine.ExecuteAllRulesAsync(workflow, inputs).AsTask().GetAwaiter().GetResult();
        return new StockAnswer([.. results.Select(ToRule)], null, null, Refused: false);
    }

    private ReSettings ReSettings()
    {
        var settings = new ReSettings();
        foreach (var (name, value) in Settings)
        {
            if (typeof(ReSettings).GetProperty(name) is not { } property)
                continue;
            if (property.PropertyType == typeof(bool))
                property.SetValue(settings, value.GetBoolean());
            else if (property.PropertyType.IsEnum)
                property.SetValue(settings, Enum.Parse(property.PropertyType, value.ToString(), ignoreCase: true));
        }

        return settings;
    }

    private static StockRule ToRule(RuleResultTree result) => new(
        result.Rule.RuleName,
        result.IsSuccess,
        result.ExceptionMessage ?? string.Empty,
        ToJson(result.ActionResult?.Output),
        result.ActionResult?.Exception?.Message,
        [.. (result.ChildResults ?? []).Select(ToRule)]);

    private static JsonElement? ToJson(object? value)
    {
        try
        {
            return value is null ? null : JsonSerializer.SerializeToElement(value);
        }
        catch (Exception e) when (e is NotSupportedException or ArgumentException or InvalidOperationException or JsonException)
        {
            return JsonSerializer.SerializeToElement($"(not JSON: {value})");
        }
    }
}
