using PolicyEngine.Documents;

namespace PolicyEngine.Testing;

/// <summary>Creates the small changes of a policy's parameters.</summary>
internal sealed class ParameterMutations(SourceNode root, ComparedFields fields)
{
    /// <summary>Returns every change, in the order of the document.</summary>
    public IEnumerable<Mutant> All() => (root["parameters"]?.Members ?? []).SelectMany(p => Of(p.Key, p.Value));

    private IEnumerable<Mutant> Of(string name, SourceNode parameter)
    {
        if (parameter["value"] is not { } value)
            return [];
        var what = new LocalizedText($"{parameter["title"]?["en"]?.Text} (`{name}`)", $"{parameter["title"]?["zh-CN"]?.Text}（`{name}`）");
        return parameter["type"]?.Text switch
        {
            "number" => NumberMutations.Of(value, fields.StepOf($"parameters.{name}") ?? Steps.LastPlace(value.Text), what),
            "numbers" => NumberMutations.OfEach(value.Items.Select(i => ((SourceNode?)i, what))),
            "boolean" => [Switched(value, what)],
            "text" => Neighbours(value, what),
            "bands" => NumberMutations.OfBands(value, what),
            "curve" => NumberMutations.OfCurve(value, what),
            "grades" when fields.IsGivenTo("Grade.Of", name) => NumberMutations.OfGrades(value, what),
            "lookup" => NumberMutations.OfEach(value.Members.Select(m => ((SourceNode?)m.Value, NumberMutations.Part(what, m.Key, m.Key)))),
            _ => [],
        };
    }

    private static Mutant Switched(SourceNode value, LocalizedText what)
    {
        var on = string.Equals(value.Text, "false", StringComparison.Ordinal);
        return Mutant.Of(MutationKind.Shift, value, on ? "true" : "false", new($"{what.En} is {(on ? "yes" : "no")}", $"{what.ZhCn}改为{(on ? "是" : "否")}"));
    }

    /// <summary>Replaces a text that is a grade of one of the policy's scales by the next better and the next worse grade.</summary>
    private IEnumerable<Mutant> Neighbours(SourceNode value, LocalizedText what)
    {
        var scales = root["parameters"]!.Members.Select(p => p.Value).Where(p => p["type"]?.Text is "grades");
        var grades = scales.Select(p => p["value"]!.Items.Select(g => g["grade"]?.Text ?? string.Empty).ToList())
            .FirstOrDefault(g => g.Contains(value.Text, StringComparer.Ordinal));
        var at = grades?.IndexOf(value.Text) ?? -1;
        foreach (var other in ((int[])[at - 1, at + 1]).Where(i => at >= 0 && i >= 0 && i < grades!.Count).Select(i => grades![i]))
            yield return Mutant.Of(MutationKind.Shift, value, other, new($"{what.En} is {other} instead of {value.Text}", $"{what.ZhCn}由 {value.Text} 改为 {other}"));
    }
}
