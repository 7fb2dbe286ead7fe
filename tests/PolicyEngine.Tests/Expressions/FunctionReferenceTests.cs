using System.Globalization;
using System.Text.Json;
using PolicyEngine.Expressions.Lists;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Expressions.Running;
using PolicyEngine.Functions;
using PolicyEngine.Tests.Policies;
using PolicyEngine.Workflows;

namespace PolicyEngine.Tests.Expressions;

/// <summary>The documented functions are exactly those that authors can call.</summary>
public sealed class FunctionReferenceTests
{
    private const string Parameters =
        """
        "parameters": {
          "grades": { "title": { "en": "G", "zh-CN": "等级" }, "type": "grades", "value": [{ "grade": "S", "from": 100 }, { "grade": "A", "from": 90 }, { "grade": "B", "from": 0 }] },
          "csatSteps": { "title": { "en": "C", "zh-CN": "满意度" }, "type": "bands", "value": [{ "from": 0, "to": 4.4, "score": 0 }, { "from": 4.4, "score": 100 }] },
          "renewal": { "title": { "en": "R", "zh-CN": "续约" }, "type": "curve", "value": { "below": 0, "points": [{ "at": 85, "score": 60 }, { "at": 95, "score": 100 }] } },
          "coefficient": { "title": { "en": "K", "zh-CN": "系数" }, "type": "lookup", "value": { "A": 1.2 } }
        },
        """;

    public static TheoryData<string, string> Examples()
    {
        var data = new TheoryData<string, string>();
        foreach (var example in FunctionReference.All.SelectMany(f => f.Examples).Where(e => !e.Expression.Contains("results.", StringComparison.Ordinal) && !e.Expression.Contains("manager.", StringComparison.Ordinal)))
            data.Add(Adapted(example.Expression), example.Gives.En.Split(',')[0].Trim('"'));
        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_gives_what_it_says(string expression, string gives)
    {
        var rule = Given.Rule("true", $$$""" "Actions": { "OnSuccess": { "Name": "OutputExpression", "Context": { "Expression": {{{JsonSerializer.Serialize(expression)}}} } } } """);

        var result = Given.Decide(Given.Compiled(Given.Policy($"\"Rules\": [{rule}]", Parameters)), """{ "id": "1", "items": [] }""").Rules[0];

        var output = result.Output is bool flag ? (flag ? "true" : "false") : Convert.ToString(result.Output, CultureInfo.InvariantCulture);
        Assert.Equal((Outcome.Met, gives), (result.Outcome, output));
    }

    [Fact]
    public void Everything_that_can_be_called_is_listed_once_in_both_languages_with_every_argument()
    {
        var entries = FunctionReference.All;

        Assert.Empty(entries.GroupBy(e => (e.Group, e.Name)).Where(g => g.Count() > 1).Select(g => g.Key.Name));
        Assert.All(entries, e =>
        {
            Assert.Contains(e.Title.ZhCn, c => c > 127);
            Assert.NotEmpty(e.Examples);
            Assert.All(e.Arguments, a => Assert.Contains(a.Title.ZhCn, c => c > 127));
            Assert.Contains(e.Name.Split('.')[^1], e.Signature, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Nothing_that_can_be_called_is_left_out()
    {
        string[] means = ["Of", "Concat", "Compare", "IsAny", "Length", "TryAt", "Flatten", "SelectValues", "SelectObjects", "SortedByKeys", "SumIntegers", "Reverse", "Cut", "Mean", "IsNullOrEmpty", "IsNullOrWhiteSpace"];
        var listed = FunctionReference.All.Select(e => e.Name.Split('.')[^1]).ToHashSet(StringComparer.Ordinal);

        var offered = new[] { typeof(TextOperations), typeof(ListOperations) }
            .SelectMany(t => t.GetMethods(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.DeclaredOnly))
            .Select(m => m.Name).Distinct().Except(means);

        Assert.DoesNotContain(offered, name => !listed.Contains(name));
    }

    [Theory]
    [InlineData(typeof(Math))]
    [InlineData(typeof(Convert))]
    [InlineData(typeof(DateTime))]
    [InlineData(typeof(string))]
    [InlineData(typeof(Score))]
    [InlineData(typeof(Grade))]
    [InlineData(typeof(Lookup))]
    [InlineData(typeof(Number))]
    [InlineData(typeof(Periods))]
    [InlineData(typeof(ExpressionUtils))]
    public void What_the_whitelist_lets_through_of_a_class_is_listed(Type owner)
    {
        // Operators and `+` have other names, and `string.Compare` is only called by operators.
        string[] means = ["Concat", "Compare", "op_Addition"];
        var methods = owner.GetMethods(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.DeclaredOnly);
        var listed = FunctionReference.All.Select(e => e.Name.Split('.')[^1]).ToHashSet(StringComparer.Ordinal);

        var offered = methods.Where(m => MethodTable.Find(m) is not null).Select(m => m.Name).Distinct().Except(means).ToList();

        Assert.NotEmpty(offered);
        Assert.DoesNotContain(offered, name => !listed.Contains(name));
    }

    /// <summary>Replaces the paths in the examples by those of the test's facts.</summary>
    private static string Adapted(string expression) =>
        expression.Replace("m.score", "m.a", StringComparison.Ordinal).Replace("m.lists", "m.items", StringComparison.Ordinal);
}
