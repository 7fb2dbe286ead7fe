using System.Reflection;
using PolicyEngine.Functions;
using PolicyEngine.Scoring;

namespace PolicyEngine.Tests.Scoring;

public sealed class FunctionTests
{
    private static readonly Bands Satisfaction = new(
        [new(0, 3.8m, 0), new(3.8m, 4, 60), new(4, 4.2m, 80), new(4.2m, 4.4m, 90), new(4.4m, 4.6m, 100), new(4.6m, null, 110)]);

    private static readonly Curve Renewal = new(0, [new(85, 60), new(95, 100), new(100, 110)]);

    private static readonly GradeScale Grades = new([new("S", 100), new("A", 90), new("B", 75), new("C", 60), new("D", 0)]);

    public static TheoryData<string, decimal, decimal> Answers => new()
    {
        { "ratio", Score.Ratio(54, 60, 120, 60), 90 },
        { "ratio at the cap", Score.Ratio(73, 60, 120, 60), 120 },
        { "ratio just below the floor", Score.Ratio(59.9999m, 100, 120, 60), 0 },
        { "ratio at the floor", Score.Ratio(60, 100, 120, 60), 60 },
        { "steps at an edge", Score.Steps(4.4m, Satisfaction), 100 },
        { "steps just below an edge", Score.Steps(4.3999999m, Satisfaction), 90 },
        { "steps beyond the last edge", Score.Steps(5, Satisfaction), 110 },
        { "linear below", Score.Linear(84.99m, Renewal), 0 },
        { "linear at the first point", Score.Linear(85, Renewal), 60 },
        { "linear between", Score.Linear(96.5m, Renewal), 103 },
        { "linear after", Score.Linear(130, Renewal), 110 },
        { "points", Score.Points(100, -30, 0, 120), 70 },
        { "points clamped", Score.Points(100, -130, 0, 120), 0 },
        { "all", Score.AllOrNothing(condition: true, 100), 100 },
        { "nothing", Score.AllOrNothing(condition: false, 100), 0 },
        { "veto", Score.Veto(95, vetoed: true, 59), 59 },
        { "veto below the cap", Score.Veto(40, vetoed: true, 59), 40 },
        { "no veto", Score.Veto(95, vetoed: false, 59), 95 },
        { "payout below the threshold", Score.Payout(79.995m, 80, 50, 3, 160), 0 },
        { "payout at the threshold", Score.Payout(80, 80, 50, 3, 160), 50 },
        { "payout between", Score.Payout(90, 80, 50, 3, 160), 75 },
        { "payout accelerated", Score.Payout(107.25m, 80, 50, 3, 160), 121.75m },
        { "payout capped", Score.Payout(130, 80, 50, 3, 160), 160 },
        { "payout with the threshold at 100", Score.Payout(100, 100, 50, 3, 160), 100 },
        { "payout with a threshold above 100", Score.Payout(104, 105, 50, 3, 160), 0 },
        { "weighted mean", Score.WeightedMean([4.45m, 4.38m, 4.52m, 4.61m], [40, 36, 44, 40]), 4.4935m },
        { "lookup", Lookup.Number(new LookupTable([new("A", 1.2m)]), "A"), 1.2m },
        { "round", Number.Round(94.5m, 0), 95 },
        { "round down from zero", Number.Round(-94.5m, 0), -95 },
        { "round half even", Number.RoundHalfEven(94.5m, 0), 94 },
        { "clamp", Number.Clamp(130, 0, 120), 120 },
        { "run below", Periods.LongestRunBelow([79, 80, 79.99m, 70, 90], 80), 2 },
        { "run at least", Periods.LongestRunAtLeast([101, 99, 100, 104, 100, 88], 100), 3 },
        { "run of nothing", Periods.LongestRunBelow([], 80), 0 },
    };

    public static TheoryData<string, string, Func<object>> Faults => new()
    {
        { "a target of 0", EvaluationFaults.DivisionByZero, () => Score.Ratio(1, 0, 120, 0) },
        { "a negative target", EvaluationFaults.OutOfRange, () => Score.Ratio(1, -5, 120, 0) },
        { "a value below all bands", EvaluationFaults.OutOfRange, () => Score.Steps(-0.01m, Satisfaction) },
        { "no values", EvaluationFaults.EmptyList, () => Score.WeightedMean([], []) },
        { "too few weights", EvaluationFaults.OutOfRange, () => Score.WeightedMean([1, 2], [1]) },
        { "too many weights", EvaluationFaults.OutOfRange, () => Score.WeightedMean([1], [1, 2]) },
        { "weights of nothing", EvaluationFaults.DivisionByZero, () => Score.WeightedMean([1, 2], [1, -1]) },
        { "bounds the wrong way round", EvaluationFaults.OutOfRange, () => Number.Clamp(1, 5, 4) },
        { "29 places", EvaluationFaults.OutOfRange, () => Number.Round(1, 29) },
        { "no such entry", EvaluationFaults.NoEntry, () => Lookup.Number(new LookupTable([new("A", 1)]), "a") },
        { "no such grade", EvaluationFaults.NoEntry, () => Grade.AtLeast("E", "A", Grades) },
        { "no such minimum", EvaluationFaults.NoEntry, () => Grade.AtLeast("A", "E", Grades) },
        { "a score below all grades", EvaluationFaults.OutOfRange, () => Grade.Of(-1, Grades) },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void A_function_answers_exactly(string what, decimal answer, decimal expected) =>
        Assert.True(answer == expected, $"{what}: {answer}, expected {expected}");

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_cannot_be_computed_is_a_fault_in_both_languages(string what, string code, Func<object> function)
    {
        var fault = Assert.Throws<EvaluationException>(function);

        Assert.True(fault.Code == code, $"{what}: {fault.Code}, expected {code}");
        Assert.False(fault.Text.En == fault.Text.ZhCn, what);
    }

    [Theory]
    [InlineData("100", "S")]
    [InlineData("99.99", "A")]
    [InlineData("90", "A")]
    [InlineData("89.99", "B")]
    [InlineData("0", "D")]
    public void A_grade_starts_at_its_from(string score, string grade) =>
        Assert.Equal(grade, Grade.Of(decimal.Parse(score, System.Globalization.CultureInfo.InvariantCulture), Grades));

    [Theory]
    [InlineData("S", "A", true)]
    [InlineData("A", "A", true)]
    [InlineData("B", "A", false)]
    public void Grades_are_compared_by_their_order(string grade, string minimum, bool expected) =>
        Assert.Equal(expected, Grade.AtLeast(grade, minimum, Grades));

    [Fact]
    public void Every_function_tells_policy_authors_what_it_answers()
    {
        Type[] classes = [typeof(Score), typeof(Grade), typeof(Lookup), typeof(Number), typeof(Periods)];
        var functions = classes.SelectMany(c => c.GetMethods(BindingFlags.Public | BindingFlags.Static)).ToList();

        Assert.Equal(16, functions.Count);
        Assert.All(functions, f =>
        {
            var info = f.GetCustomAttribute<ExpressionFunctionAttribute>();
            Assert.NotNull(info);
            Assert.Contains($"{f.DeclaringType!.Name}.{f.Name}(", info.Example, StringComparison.Ordinal);
        });
    }
}
