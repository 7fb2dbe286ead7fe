using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PolicyEngine.Policies;
using PolicyEngine.Tests.Policies;

namespace PolicyEngine.Tests.Expressions;

/// <summary>
/// A chain of list calls has the same result as when each call is a param of its own: the same outcome, the same failure, the same missing paths.
/// </summary>
public sealed class ListChainLaws
{
    [Property(MaxTest = 40, Arbitrary = [typeof(ChainGenerators)], MaxRejected = 0)]
    internal void A_chain_in_one_comes_to_what_its_calls_come_to_one_by_one(ChainCase chain)
    {
        var (whole, parts) = (Compile(chain.Whole), Compile(chain.Parts));

        AssertSame();
        whole.Translate();
        AssertSame();
        parts.Translate();
        AssertSame();

        void AssertSame() => Assert.All(chain.Subjects, s => Assert.Equal(AnswerOf(parts, s), AnswerOf(whole, s)));
    }

    private static CompiledPolicy Compile((string Params, string Condition) text) =>
        Given.Compiled(Given.Policy($"\"GlobalParams\": [{text.Params}], \"Rules\": [{Given.Rule(text.Condition)}]"));

    private static string AnswerOf(CompiledPolicy policy, byte[] facts)
    {
        var rule = Assert.Single(policy.Decide(facts).Result!.Rules);
        return $"{rule.Outcome} {rule.Fault?.Code} {rule.Fault?.Message.En} {string.Join(' ', rule.Missing)}";
    }

    /// <summary>A chain of calls, and the facts to evaluate it on.</summary>
    internal sealed record ChainCase(IReadOnlyList<string> Calls, string End, IReadOnlyList<byte[]> Subjects)
    {
        public (string Params, string Condition) Whole => ("", $"m.items.{string.Join('.', Calls)}.{End}");

        public (string Params, string Condition) Parts
        {
            get
            {
                var steps = Calls.Select((call, i) => $$"""{ "Name": "p{{i}}", "Expression": {{System.Text.Json.JsonSerializer.Serialize($"{(i == 0 ? "m.items" : $"p{i - 1}")}.{call}")}} }""");
                return (string.Join(", ", steps), $"p{Calls.Count - 1}.{End}");
            }
        }

        public override string ToString() => string.Join('\n', Subjects.Select(Encoding.UTF8.GetString).Prepend(Whole.Condition));
    }

    internal static class ChainGenerators
    {
        private static readonly Gen<string> Calls = Gen.Elements(
            "Where(x => x.v > 2)", "Where(x => x.v / x.w > 1)", "Where(x => x.inner.Where(n => n > x.v).Any())", "Where(x => x.tag == \"a\")", "OrderBy(x => x.v)", "OrderByDescending(x => x.v / x.w)",
            "OrderByDescending(x => x.tag)", "Take(2)", "Skip(1)", "Concat(m.items.Where(x => x.v > 1))");

        private static readonly Gen<string> Ends = Gen.Elements(
            "Count() > 1", "Any()", "Any(x => x.v > 2)", "All(x => x.v / x.w > 1)", "Count(x => x.tag == \"a\") > 1", "First().w > 1", "Last(x => x.v > 2).w > 1", "FirstOrDefault().w > 1", "FirstOrDefault() == null",
            "LastOrDefault(x => x.v > 2) != null", "Sum(x => x.v / x.w) > 2", "Average(x => x.v) > 2", "Min(x => x.tag) == \"a\"", "Max(x => x.v) > 2", "Select(x => x.v / x.w).Sum() > 2", "Select(x => x.tag).Distinct().Count() > 1",
            "Select(x => x.v).Contains(2)", "SelectMany(x => x.inner).Sum() > 3", "Select(x => x.inner.Where(n => n > 1)).Any(l => l.Count() > 1)", "Any(x => m.items.Where(y => y.v > x.v).Take(1).Any(y => y.w > 1))");

        private static Gen<JsonNode?> Item =>
            from v in Gen.Frequency((8, Gen.Choose(0, 4).Select(n => (int?)n)), (1, Gen.Constant((int?)null)))
            from w in Gen.Frequency((8, Gen.Choose(1, 3).Select(n => (int?)n)), (1, Gen.Constant((int?)0)), (1, Gen.Constant((int?)null)))
            from tag in Gen.Frequency((8, Gen.Elements("a", "b")), (1, Gen.Constant<string>(null!)))
            from inner in Gen.Choose(0, 3).ListOf().Select(l => l.Take(3).ToList())
            select (JsonNode?)new JsonObject(new KeyValuePair<string, JsonNode?>[]
            {
                new("v", v), new("w", w), new("tag", tag), new("inner", new JsonArray([.. inner.Select(n => (JsonNode)n)])),
            }.Where(p => p.Value is not null));

        private static Gen<byte[]> Subject =>
            from count in Gen.Choose(0, 5)
            from items in Item.ListOf(count)
            select Encoding.UTF8.GetBytes(new JsonObject { ["id"] = "1", ["items"] = new JsonArray([.. items]) }.ToJsonString());

        public static Arbitrary<ChainCase> Chains() => Arb.From(
            from length in Gen.Choose(1, 4)
            from calls in Calls.ListOf(length)
            from end in Ends
            from subjects in Subject.ListOf(12)
            select new ChainCase([.. calls], end, [.. subjects]));
    }
}
