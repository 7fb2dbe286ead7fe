using System.Text;
using PolicyEngine.Policies;
using PolicyEngine.Testing;
using PolicyEngine.Tests.Policies;

namespace PolicyEngine.Tests.Testing;

/// <summary>A small policy with tests: two gates and a group, thresholds as literals and as a parameter.</summary>
internal static class TestedPolicy
{
    private const string Rules =
        """
        "Rules": [
          { "RuleName": "AGE", "Properties": { "title": { "en": "Age", "zh-CN": "年龄" } }, "Expression": "m.a >= parameters.least" },
          { "RuleName": "BOTH", "Operator": "And", "Rules": [
            { "RuleName": "B", "Expression": "m.b > 0.5" },
            { "RuleName": "C", "Expression": "m.flag && m.c == 1" } ] }
        ]
        """;

    /// <summary>Returns the policy with the given member <c>tests</c>.</summary>
    public static string Text(string tests) => Given.Policy(
        Rules,
        $$"""
        "parameters": { "least": { "title": { "en": "Least age", "zh-CN": "最低年龄" }, "type": "number", "value": 10 } },
        {{(tests.Length == 0 ? string.Empty : $"\"tests\": {tests},")}}
        """);

    /// <summary>Returns the policy with these tests, compiled.</summary>
    public static CompiledPolicy With(string tests) => Given.Compiled(Text(tests));

    /// <summary>Returns a test with changes to the shared facts, which are exactly on every threshold, and with its expectations.</summary>
    public static string Case(string name, string facts, string expect) => $$"""{ "name": "{{name}}", "facts": {{facts}}, "expect": {{expect}} }""";

    /// <summary>Returns tests over shared facts that meet every rule.</summary>
    public static string Suite(params string[] cases) =>
        $$"""{ "base": { "id": "1", "a": 10, "b": 0.6, "c": 1, "flag": true }, "cases": [{{string.Join(',', cases)}}] }""";

    /// <summary>Returns the errors and warnings of a policy with these tests, as <c>code pointer message</c>.</summary>
    public static IReadOnlyList<string> Faults(string tests) =>
        [.. DocumentReader.Read(Encoding.UTF8.GetBytes(Text(tests))).Diagnostics.Select(d => $"{d.Code} {d.Pointer} {d.Message}")];

    public static MutationLimits Everything { get; } = new(5_000, () => false);
}
