using PolicyEngine.Documents;

namespace PolicyEngine.Testing;

/// <summary>Creates the small changes of numbers, and of lists of numbers that must stay in order.</summary>
internal static class NumberMutations
{
    /// <summary>Moves a number one step down and one step up.</summary>
    /// <param name="number">The number; for any other value, the result is empty.</param>
    /// <param name="step">The step.</param>
    /// <param name="what">The name of the number, in words.</param>
    public static IEnumerable<Mutant> Of(SourceNode? number, decimal step, LocalizedText what)
    {
        if (number is not { Kind: SourceKind.Number })
            yield break;
        foreach (var by in (decimal[])[-step, step])
            yield return Mutant.Of(MutationKind.Shift, number, Steps.Shift(number, by), Changed(what, number, Steps.Shift(number, by)));
    }

    /// <summary>Moves each of several numbers, with the step of the most precise one.</summary>
    public static IEnumerable<Mutant> OfEach(IEnumerable<(SourceNode? Number, LocalizedText What)> numbers)
    {
        var all = numbers.Where(n => n.Number is { Kind: SourceKind.Number }).ToList();
        var step = Steps.LastPlace(all.Select(n => n.Number!));
        return all.SelectMany(n => Of(n.Number, step, n.What));
    }

    /// <summary>Moves one step from each weight to the next, so that the sum stays 100.</summary>
    public static IEnumerable<Mutant> OfWeights(IReadOnlyList<(SourceNode? Number, LocalizedText What)> weights)
    {
        var step = Steps.LastPlace(weights.Select(w => w.Number).OfType<SourceNode>());
        for (var i = 0; weights.Count > 1 && i < weights.Count; i++)
        {
            var (from, to) = (weights[i], weights[(i + 1) % weights.Count]);
            if (from.Number is not { Kind: SourceKind.Number } less || to.Number is not { Kind: SourceKind.Number } more)
                continue;
            var (a, b) = (Changed(from.What, less, Steps.Shift(less, -step)), Changed(to.What, more, Steps.Shift(more, step)));
            yield return new Mutant(MutationKind.Shift, less.Pointer, new($"{a.En} and {b.En}", $"{a.ZhCn}、{b.ZhCn}"),
                [(less.Pointer, SourceTree.WithText(less, Steps.Shift(less, -step))), (more.Pointer, SourceTree.WithText(more, Steps.Shift(more, step)))]);
        }
    }

    /// <summary>Moves each boundary for both of its bands, and each score. The start of the first band stays.</summary>
    public static IEnumerable<Mutant> OfBands(SourceNode bands, LocalizedText what)
    {
        var step = Steps.LastPlace(bands.Items.Select(b => b["from"]).OfType<SourceNode>());
        for (var i = 1; i < bands.Items.Count; i++)
        {
            if (bands.Items[i]["from"] is not { Kind: SourceKind.Number } from || bands.Items[i - 1]["to"] is not { } to)
                continue;
            foreach (var moved in ((decimal[])[-step, step]).Select(by => Steps.Shift(from, by)))
            {
                yield return new Mutant(MutationKind.Shift, from.Pointer, Changed(Part(what, "boundary", "分界点"), from, moved),
                    [(from.Pointer, SourceTree.WithText(from, moved)), (to.Pointer, SourceTree.WithText(to, moved))]);
            }
        }

        foreach (var mutant in OfEach(bands.Items.Select(b => (b["score"], Part(what, $"score from {b["from"]?.Text} on", $"从 {b["from"]?.Text} 起的得分")))))
            yield return mutant;
    }

    /// <summary>Moves each position and each score of a curve's points, and the score below the first point.</summary>
    public static IEnumerable<Mutant> OfCurve(SourceNode curve, LocalizedText what)
    {
        var points = curve["points"]?.Items ?? [];
        return OfEach(points.Select(p => (p["at"], Part(what, "point at", "折点")))).Concat(OfEach(points
            .Select(p => (p["score"], Part(what, $"score at {p["at"]?.Text}", $"{p["at"]?.Text} 处的得分")))
            .Append((curve["below"], Part(what, "score below the first point", "第一个折点以下的得分")))));
    }

    /// <summary>Moves the start of each grade but the lowest.</summary>
    public static IEnumerable<Mutant> OfGrades(SourceNode grades, LocalizedText what) =>
        OfEach(grades.Items.SkipLast(1).Select(g => (g["from"], Part(what, $"lower limit of {g["grade"]?.Text}", $"{g["grade"]?.Text} 的下限"))));

    /// <summary>Names a part of something in words.</summary>
    public static LocalizedText Part(LocalizedText whole, string en, string zhCn) => new($"{whole.En}: {en}", $"{whole.ZhCn}：{zhCn}");

    private static LocalizedText Changed(LocalizedText what, SourceNode before, string after) =>
        new($"{what.En} is {after} instead of {before.Text}", $"{what.ZhCn}由 {before.Text} 改为 {after}");
}
