using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Outcome = PolicyEngine.Workflows.Outcome;

namespace PolicyEngine.Tests.Reference;

/// <summary>
/// The differential tests are only as good as the cases that are generated. Every operator, call and kind of value must occur in enough workflows, every
/// field must be present and missing, and every outcome must occur. The cases come from one fixed seed, so the counts are the same everywhere.
/// </summary>
public sealed class GeneratedClassesTests
{
    private const int Cases = 120;
    private const int Size = 50;
    private const ulong Seed = 20_261_127;

    /// <summary>For each class, the pattern that marks it in the text of a workflow.</summary>
    private static readonly (string Class, string Marks)[] Classes =
    [
        .. new[] { "+", "-", "*", "/", "%", "<", "<=", ">", ">=", "==", "!=" }.Select(o => ($"operator {o}", $@" {Regex.Escape(o)} [^=]")),
        .. new[] { "&&", "and", "AND", "||", "or", "in", "??" }.Select(o => ($"operator {o}", $@"[ )]{Regex.Escape(o)} ")),
        ("operator !", @"!\("), ("operator ?:", @" \? .+ : "), ("sign", @"\(-[a-z(]"), ("np", Word("np")),
        .. new[] { "Any", "All", "Count", "Sum", "Average", "Min", "Max", "First", "Last", "FirstOrDefault", "LastOrDefault", "Where", "Select", "SelectMany", "OrderBy", "OrderByDescending", "Take", "Skip", "Distinct", "Concat", "Union", "Except", "Intersect" }
            .Select(c => ($"list call {c}", Word(c))),
        ("lambda", @"\b[tns] => "), ("lambda in a lambda", @"t => .{0,200}?n => "), ("lambda without a list of its own", @"t\.nums\."),
        .. new[] { "ToUpper", "ToLower", "Trim", "Substring", "IndexOf", "Contains", "StartsWith", "EndsWith", "IsNullOrEmpty", "IsNullOrWhiteSpace" }.Select(c => ($"text call {c}", Word(c))),
        ("Chinese text", "\"[^\"]*[\\u4e00-\\u9fff][^\"]*\""), ("Chinese name", @"m\.姓名"), ("text and number", Word("ToString")),
        .. new[] { "AddDays", "AddMonths", "AddYears", "DateTime" }.Select(c => ($"date call {c}", Word(c))), ("part of a date", @"\.(Year|Month|Day)\b"), ("date as text", @"""[0-9]{4}-[0-9]{2}-[0-9]{2}\\"""),
        ("enum", @"m\.grade"), ("null", Word("null")), ("Math", Word("Math")), ("whole number", @"m\.i\b"), ("nested object", @"m\.skills\.x"),
        ("local param", @"\(l > g\)"), ("param that is a condition", @"&& k\b"),
        .. new[] { "And", "Or", "AndAlso", "OrElse" }.Select(o => ($"group {o}", $"\"Operator\":\"{o}\"")),
    ];

    [Fact]
    public void Every_class_of_expressions_occurs_in_a_good_part_of_the_workflows()
    {
        var workflows = Sample(CaseGenerators.Complete().Generator).Select(c => c.Case.Workflow).ToList();

        var rare = Classes.Select(c => (c.Class, Count: workflows.Count(w => Regex.IsMatch(w, c.Marks, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10))))).Where(c => c.Count < Cases / 12).ToList();

        Assert.Equal(Cases, workflows.Count);
        Assert.Empty(rare.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Class} in {c.Count} of {Cases} workflows")));
    }

    [Fact]
    public void Every_outcome_comes_out_often_and_every_field_is_there_and_missing()
    {
        var (complete, gappy) = (Sample(CaseGenerators.Complete().Generator).Select(c => c.Case).ToList(), Sample(CaseGenerators.Gappy().Generator).Select(c => c.Case).ToList());

        Assert.Equal(0, Share(complete, Outcome.Undetermined));
        Assert.All([Share(complete, Outcome.Met), Share(complete, Outcome.NotMet), Share(gappy, Outcome.Met), Share(gappy, Outcome.NotMet), Share(gappy, Outcome.Undetermined)], share => Assert.InRange(share, 0.15, 0.85));
        var subjects = gappy.SelectMany(c => c.Subjects).ToList();
        foreach (var field in typeof(Subject).GetProperties().Where(p => p.Name is not "EqualityContract"))
            Assert.InRange(subjects.Count(s => field.GetValue(s) is null) / (double)subjects.Count, 0.1, 0.5);
        Assert.Contains(subjects, s => s.Items is { Count: > 1 } items && items.Any(i => i.V is null) && items.Any(i => i.V is not null));
    }

    private static double Share(List<GeneratedCase> cases, Outcome outcome)
    {
        var all = cases.SelectMany(c => c.Rules.SelectMany((_, rule) => c.Subjects.Select(s => c.Expected(rule, s)))).ToList();
        return all.Count(o => o == outcome) / (double)all.Count;
    }

    private static T[] Sample<T>(Gen<T> generator) => [.. generator.Sample(Cases, new Rnd(Seed, 1), Size)];

    private static string Word(string word) => $@"\b{word}\b";
}
