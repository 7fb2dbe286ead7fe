using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Outcome = PolicyEngine.Workflows.Outcome;

namespace PolicyEngine.Tests.Reference;

/// <summary>A workflow of several rules, and the subjects to evaluate it on.</summary>
internal sealed record GeneratedCase(string Workflow, IReadOnlyList<(string Rule, Func<Env, bool?> Eval)> Rules, IReadOnlyList<Subject> Subjects)
{
    public const int SubjectsPerCase = 22;

    public override string ToString() => Workflow + "\n" + string.Join('\n', Subjects);

    /// <summary>Returns the outcome by the book.</summary>
    public Outcome Expected(int rule, Subject subject) => Rules[rule].Eval(new Env(subject)) switch
    {
        true => Outcome.Met,
        false => Outcome.NotMet,
        null => Outcome.Undetermined,
    };
}

/// <summary>A case with complete facts.</summary>
internal sealed record CompleteCase(GeneratedCase Case);

/// <summary>A case in which facts are missing.</summary>
internal sealed record GappyCase(GeneratedCase Case);

internal static class CaseGenerators
{
    public static Arbitrary<CompleteCase> Complete() => Cases(gaps: false).Select(c => new CompleteCase(c)).ToArbitrary();

    public static Arbitrary<GappyCase> Gappy() => Cases(gaps: true).Select(c => new GappyCase(c)).ToArbitrary();

    private static Gen<GeneratedCase> Cases(bool gaps) =>
        from global in Terms.Numbers(2)
        from condition in Terms.Conditions(1)
        from leaves in Gen.ArrayOf(Terms.Conditions(2), 6)
        from locals in Gen.ArrayOf(Terms.Numbers(1), 6)
        from operators in Gen.ArrayOf(Gen.Elements("And", "Or", "AndAlso", "OrElse"), 2)
        from subjects in Gen.ArrayOf(Subjects(gaps), GeneratedCase.SubjectsPerCase)
        select Build(global, condition, leaves, locals, operators, subjects);

    private static GeneratedCase Build(NumberTerm global, Condition known, Condition[] leaves, NumberTerm[] locals, string[] operators, Subject[] subjects)
    {
        var evals = new List<(string, Func<Env, bool?>)>();
        var rules = new List<JsonObject>();
        for (var i = 0; i < leaves.Length; i++)
        {
            var local = locals[i];
            var comparison = new Condition("(l > g)", e => local.Eval(e) > global.Eval(e) is var holds && (local.Eval(e) is null || global.Eval(e) is null) ? null : holds);
            var whole = (i % 3) switch { 0 => leaves[i], 1 => leaves[i].And(comparison, "&&"), _ => leaves[i].Or(comparison, "||").And(new Condition("k", known.Eval), "&&") };
            var name = $"r{i}";
            rules.Add(new JsonObject
            {
                ["RuleName"] = name,
                ["Expression"] = whole.Text,
                ["LocalParams"] = new JsonArray(new JsonObject { ["Name"] = "l", ["Expression"] = local.Text }),
            });
            evals.Add((name, whole.Eval));
        }

        for (var i = 0; i < operators.Length; i++)
        {
            var (left, right) = (new Condition(string.Empty, evals[2 * i].Item2), new Condition(string.Empty, evals[(2 * i) + 1].Item2));
            var joined = operators[i].StartsWith("And", StringComparison.Ordinal) ? left.And(right, string.Empty) : left.Or(right, string.Empty);
            rules.Add(new JsonObject { ["RuleName"] = $"g{i}", ["Operator"] = operators[i], ["Rules"] = new JsonArray(Renamed(rules[2 * i], $"g{i}a"), Renamed(rules[(2 * i) + 1], $"g{i}b")) });
            evals.Add(($"g{i}", joined.Eval));
        }

        var workflow = new JsonObject
        {
            ["WorkflowName"] = "p",
            ["GlobalParams"] = new JsonArray(new JsonObject { ["Name"] = "g", ["Expression"] = global.Text }, new JsonObject { ["Name"] = "k", ["Expression"] = known.Text }),
            ["Rules"] = new JsonArray([.. rules]),
        };
        return new GeneratedCase(workflow.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), evals, subjects);
    }

    private static JsonObject Renamed(JsonObject rule, string name)
    {
        var copy = rule.DeepClone().AsObject();
        copy["RuleName"] = name;
        return copy;
    }

    private static Gen<Subject> Subjects(bool gaps)
    {
        var number = Gen.Choose(-40, 120).Select(n => (decimal?)(n / 4m));
        var numbers = Gen.Choose(0, 3).SelectMany(n => Gen.ArrayOf(number.Select(v => v!.Value), n)).Select(l => (IReadOnlyList<decimal>?)l);
        var text = Gen.Elements(TextTerms.Texts).Select(t => (string?)t);
        var day = Gen.Choose(0, 3000).Select(d => (DateTime?)new DateTime(2019, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(d));
        var item = from v in Maybe(number, gaps) from t in Maybe(text, gaps) from d in Maybe(day, gaps) from n in Maybe(numbers, gaps) select new Item(v, t, d, n);
        return from a in Maybe(number, gaps)
               from b in Maybe(number, gaps)
               from i in Maybe(Gen.Choose(-3, 12).Select(n => (int?)n), gaps)
               from flag in Maybe(Gen.Elements<bool?>(true, false), gaps)
               from other in Maybe(Gen.Elements<bool?>(true, false), gaps)
               from name in Maybe(text, gaps)
               from grade in Maybe(Gen.Elements<string?>("S", "A", "B"), gaps)
               from hired in Maybe(day, gaps)
               from ends in Maybe(day, gaps)
               from x in Maybe(number, gaps)
               from items in Maybe(Gen.Choose(0, 3).SelectMany(n => Gen.ArrayOf(item, n)).Select(l => (IReadOnlyList<Item>?)l), gaps)
               from nums in Maybe(numbers, gaps)
               from tags in Maybe(Gen.Choose(0, 3).SelectMany(n => Gen.ArrayOf(Gen.Elements(TextTerms.Texts), n)).Select(l => (IReadOnlyList<string>?)l), gaps)
               select new Subject(a, b, i, flag, other, name, grade, hired, ends, x, items, nums, tags);
    }

    private static Gen<T?> Maybe<T>(Gen<T?> gen, bool gaps) => gaps ? Gen.Frequency((3, gen), (1, Gen.Constant(default(T)))) : gen;
}
