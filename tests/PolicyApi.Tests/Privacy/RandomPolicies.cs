using System.Globalization;
using System.Text.Json.Nodes;

namespace PolicyApi.Tests.Privacy;

/// <summary>Generates policies that compute from personal fields and show the results in every way that rules can.</summary>
internal sealed class RandomPolicies(int seed)
{
    public const string Model = """
        {
          "kind": "fact-model", "id": "person", "title": { "en": "Person", "zh-CN": "人员" }, "input": "p", "about": { "id": "id" },
          "schema": { "type": "object", "required": ["id"], "properties": {
            "id": { "type": "string" }, "score": { "type": "number" }, "level": { "type": "string" },
            "pay": { "type": "number", "personal": true }, "rank": { "type": "string", "personal": true },
            "ill": { "type": "boolean", "personal": true }, "born": { "type": "string", "format": "date", "personal": true },
            "home": { "type": "object", "properties": { "city": { "type": "string", "personal": true }, "zone": { "type": "number" } } },
            "sums": { "type": "array", "personal": true, "items": { "type": "number" } },
            "ratings": { "type": "array", "personal": true, "items": { "type": "object", "properties": { "who": { "type": "string" }, "value": { "type": "number" } } } },
            "notes": { "type": "array", "items": { "type": "object", "properties": { "kind": { "type": "string" }, "points": { "type": "number", "personal": true } } } }
          } }
        }
        """;

    private readonly Random _random = new(seed);
    private readonly List<string> _numbers = [];
    private readonly List<string> _texts = [];
    private int _names;
    private bool _readsResults;

    /// <summary>Returns facts; those of two persons differ in personal fields only.</summary>
    public static JsonObject Facts(int person) => JsonNode.Parse($$"""
        {
          "id": "P-1", "score": 41.5, "level": "B", "pay": {{7_130_417 + (person * 1_001)}}, "rank": "rank-{{person}}-of-all", "ill": {{(person % 2 == 0 ? "true" : "false")}},
          "born": "19{{70 + person}}-03-01", "home": { "city": "city-{{person}}", "zone": 7 }, "sums": [{{person + 3}}, 5],
          "ratings": [{ "who": "rater-{{person}}", "value": {{person + 1}}.5 }, { "who": "rater-x{{person}}", "value": 3 }],
          "notes": [{ "kind": "a", "points": {{person + 11}} }, { "kind": "b", "points": {{person + 17}} }]
        }
        """)!.AsObject();

    /// <summary>Returns a policy.</summary>
    /// <param name="id">The policy's id.</param>
    /// <param name="outputs">The rules of another policy whose numeric outputs it reads; empty if it reads no other policy.</param>
    public JsonObject Policy(string id, IReadOnlyList<string> outputs)
    {
        _readsResults = outputs.Count > 0;
        foreach (var output in outputs)
            _numbers.Add($"results.outputs.{output}");
        var globals = Params(_random.Next(3));
        var policy = new JsonObject
        {
            ["kind"] = "reward",
            ["id"] = id,
            ["title"] = Text("t"),
            ["model"] = "person",
            ["parameters"] = JsonNode.Parse("""{ "limit": { "title": { "en": "l", "zh-CN": "l" }, "type": "number", "value": 7 } }"""),
            ["workflow"] = new JsonArray(
                new JsonObject { ["WorkflowName"] = id, ["GlobalParams"] = globals, ["WorkflowsToInject"] = new JsonArray(id + "-more"), ["Rules"] = Rules(1 + _random.Next(3), 0, id) },
                new JsonObject { ["WorkflowName"] = id + "-more", ["Rules"] = new JsonArray([Rule("Called", Condition(), []), .. Rules(1, 1, id).Select(r => r!.DeepClone())]) }),
        };
        if (_readsResults)
            policy["reads"] = new JsonObject { ["results"] = "first" };
        return policy;
    }

    private JsonArray Rules(int count, int depth, string workflow)
    {
        var rules = new JsonArray();
        for (var i = 0; i < count; i++)
        {
            var (numbers, texts) = (_numbers.Count, _texts.Count);
            var name = $"R{_names++}";
            var locals = Params(_random.Next(3));
            if (depth < 2 && _random.Next(4) == 0)
                rules.Add(new JsonObject { ["RuleName"] = name, ["Operator"] = _random.Next(2) == 0 ? "And" : "Or", ["LocalParams"] = locals, ["Rules"] = Rules(1 + _random.Next(2), depth + 1, workflow) });
            else
                rules.Add(Rule(name, Condition(), locals, depth == 0 && _random.Next(4) == 0 ? workflow + "-more" : null));
            _numbers.RemoveRange(numbers, _numbers.Count - numbers);
            _texts.RemoveRange(texts, _texts.Count - texts);
        }

        return rules;
    }

    private JsonObject Rule(string name, string condition, JsonArray locals, string? calls = null)
    {
        var rule = new JsonObject { ["RuleName"] = name, ["Expression"] = condition, ["LocalParams"] = locals };
        if (_random.Next(3) > 0)
            rule["Properties"] = new JsonObject { ["reason"] = new JsonObject { ["met"] = Text(Sentence()), ["notMet"] = Text(Sentence()) } };
        rule["Actions"] = calls is null
            ? new JsonObject { ["OnSuccess"] = Output(Number(2)), ["OnFailure"] = Output(Number(1)) }
            : new JsonObject { ["OnSuccess"] = new JsonObject { ["Name"] = "EvaluateRule", ["Context"] = new JsonObject { ["WorkflowName"] = calls, ["RuleName"] = "Called" } } };
        return rule;
    }

    private static JsonObject Output(string expression) => new() { ["Name"] = "OutputExpression", ["Context"] = new JsonObject { ["Expression"] = expression } };

    private static JsonObject Text(string text) => new() { ["en"] = text, ["zh-CN"] = text };

    private JsonArray Params(int count)
    {
        var made = new JsonArray();
        for (var i = 0; i < count; i++)
        {
            var name = $"v{_names++}";
            var isNumber = _random.Next(2) == 0;
            made.Add(new JsonObject { ["Name"] = name, ["Expression"] = isNumber ? Number(2) : Words(1) });
            (isNumber ? _numbers : _texts).Add(name);
        }

        return made;
    }

    private string Sentence()
    {
        var shown = new List<string> { "p.score", "p.pay", "p.rank", "p.born", "p.ill", "p.home.city", "parameters.limit" };
        shown.AddRange(_numbers);
        shown.AddRange(_texts);
        return string.Join(' ', Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => $"because $({shown[_random.Next(shown.Count)]})")) + " gives $(output)";
    }

    // Most conditions do not depend on personal data, so that the shown values can be compared.
    private string Condition() => _random.Next(8) switch
    {
        0 => $"{Number(1)} > {Number(1)}",
        < 4 => $"p.score >= 0 || {Number(1)} > 1",
        < 6 => $"p.score < 0 && {Number(1)} > 1",
        _ => "p.level == \"B\"",
    };

    private string Number(int depth)
    {
        if (_numbers.Count > 0 && _random.Next(3) == 0)
            return _numbers[_random.Next(_numbers.Count)];
        return _random.Next(depth > 0 ? 14 : 5) switch
        {
            0 => _random.Next(1, 99).ToString(CultureInfo.InvariantCulture) + ".25",
            1 or 2 => "p.score",
            3 => "p.home.zone",
            4 => "p.pay",
            5 => $"({Number(depth - 1)} + {Number(depth - 1)})",
            6 => $"({Number(depth - 1)} * 2.0)",
            7 => $"(p.ill ? {Number(depth - 1)} : {Number(depth - 1)})",
            8 => $"(p.level == \"B\" ? {Number(depth - 1)} : 4.0)",
            9 => $"p.ratings.Sum(r => r.value + {Number(0)})",
            10 => "p.notes.Where(n => n.kind == \"a\").Sum(n => n.points)",
            11 => $"(p.notes.Count(n => n.points > {Number(0)}) * 1.0)",
            12 => $"Math.Min({Number(depth - 1)}, p.sums.Sum())",
            _ => "parameters.limit",
        };
    }

    private string Words(int depth)
    {
        if (_texts.Count > 0 && _random.Next(3) == 0)
            return _texts[_random.Next(_texts.Count)];
        return _random.Next(depth > 0 ? 6 : 4) switch
        {
            0 => "\"plain\"",
            1 => "p.level",
            2 => "p.rank",
            3 => "p.home.city",
            4 => $"(p.ill ? {Words(depth - 1)} : {Words(depth - 1)})",
            _ => "p.ratings.First(r => r.value > 0).who",
        };
    }
}
