using FsCheck;
using FsCheck.Fluent;

namespace PolicyEngine.Tests.Expressions.Plain;

/// <summary>An expression of arbitrary parts, whether they fit together or not.</summary>
internal sealed record AnyText(string Value);

internal static class AnyTexts
{
    private static readonly string[] Leaves =
    [
        "m.a", "m.b", "m.i", "m.flag", "m.other", "m.name", "m.名称", "m.hired", "m.skills", "m.skills.x", "m.nums", "m.tags", "m.items", "m.nums[0]", "m.items[1].v", "m", "x", "x.v", "x.tag", "y",
        "1", "0", "2.5", "1.0", "-3", "- 3", "1e2", "130", "007", "3000000000", "\"a\"", "\"2025-01-31\"", "\"\"", "true", "false", "null", "m.name.Length", "m.hired.Year", "m.none", "M.a", "m.A",
    ];

    private static readonly string[] Operators = ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||", " and ", " or ", "=", "<>", "&", " in ", "??"];

    private static readonly string[] Calls =
    [
        "m.items.Any(x => {0})", "m.items.All(x => {0})", "m.nums.Count(x => {0})", "m.nums.Sum(x => {0})", "m.items.Average(y => {0})", "m.items.Where(x => {0}).Count()", "m.items.First(x => {0}).v",
        "m.nums.FirstOrDefault(x => {0})", "m.tags.Last(x => {0})", "m.items.Any(x => x.inner.Any(y => {0}))", "m.nums.Any({0})", "({0}).Count()", "({0}).Any()", "({0}).First()", "({0}).Last()", "({0})[0]", "m.nums[{0}]",
        "Score.Ratio({0}, {1}, 130, 50)", "Number.Round({0}, 2)", "Number.Clamp({0}, {1}, 10)", "Math.Abs({0})", "Math.Max({0}, {1})", "Math.Round({0})", "Math.Floor({0})", "Math.Min(1, {0})", "Math.Sign({0})",
        "({0}).Contains({1})", "({0}).StartsWith(\"a\")", "m.name.Substring({0})", "m.name.Substring({0}, {1})", "m.name.IndexOf({0})", "({0}).ToUpper()", "({0}).Trim()", "({0}).Trim({1})", "m.hired.AddMonths({0})", "m.hired.AddDays({0})",
        "iif({0}, {1}, {0})", "({0} ? {1} : {0})", "{0} ? {1} : {1}", "({0})", "!({0})", "!{0}", "not {0}", "-{0}", "-({0})", "+{0}", "({0}) in (\"a\", \"b\")", "{0} in ({1})", "({0}).Length", "({0}).Year", "({0}).v", "Convert.ToInt32({0})", "np({0}, {1})",
    ];

    public static Arbitrary<AnyText> Texts() => Of(3).Select(t => new AnyText(t)).ToArbitrary();

    private static Gen<string> Of(int depth) => depth == 0 ? Gen.Elements(Leaves) : Gen.Frequency(
        (2, Gen.Elements(Leaves)),
        (4, from left in Of(depth - 1) from sign in Gen.Elements(Operators) from right in Of(depth - 1) from inBrackets in Gen.Elements(true, false) select inBrackets ? $"({left} {sign} {right})" : $"{left} {sign} {right}"),
        (4, from call in Gen.Elements(Calls) from first in Of(depth - 1) from second in Of(depth - 1) select call.Replace("{0}", first, StringComparison.Ordinal).Replace("{1}", second, StringComparison.Ordinal)));
}
