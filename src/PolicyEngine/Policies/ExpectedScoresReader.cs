using PolicyEngine.Appraisals.Content;
using PolicyEngine.Documents;

namespace PolicyEngine.Policies;

/// <summary>Reads the scores that a test of a weighting policy expects. They have the names under which other policies read them.</summary>
internal sealed class ExpectedScoresReader(WeightingContent content, DiagnosticBag diagnostics)
{
    private readonly List<Named<object?>> _found = [];

    /// <summary>Reads the scores.</summary>
    /// <returns>The expected scores with their paths, such as <c>year.K1</c>.</returns>
    public List<Named<object?>> Read(ObjectReader scores)
    {
        foreach (var name in (string[])["composite", "kpi", "feedback360", "goals"])
            Number(name, scores.Optional(name));
        Grade("grade", scores.Optional("grade"));
        if (scores.OptionalObject("year") is { } year)
            Period("year", year, content.Scorecards.Year);
        Periods(scores, "quarters", 4, content.Scorecards.Quarter);
        Periods(scores, "months", 12, content.Scorecards.Month);
        var competencies = scores.OptionalObject("competencies");
        foreach (var id in (content.Feedback360?.Competencies ?? []).Select(c => c.Id))
            Number($"competencies.{id}", competencies?.Optional(id));
        competencies?.Done();
        scores.Done();
        return _found;
    }

    private void Periods(ObjectReader scores, string name, int count, IReadOnlyList<string> indicators)
    {
        var periods = scores.OptionalObject(name);
        for (var index = 1; periods is not null && index <= count; index++)
        {
            var key = index.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (periods.OptionalObject(key) is { } period)
                Period($"{name}.{key}", period, indicators);
        }

        periods?.Done();
    }

    private void Period(string path, ObjectReader period, IReadOnlyList<string> indicators)
    {
        Number($"{path}.score", period.Optional("score"));
        Grade($"{path}.grade", period.Optional("grade"));
        foreach (var id in indicators)
            Number($"{path}.{id}", period.Optional(id));
        period.Done();
    }

    private void Number(string path, SourceNode? node)
    {
        if (node is null)
            return;
        if (node.Kind == SourceKind.Null)
            _found.Add(new(path, null, node));
        else if (NodeReading.Decimal(node, diagnostics) is { } number)
            _found.Add(new(path, number, node));
    }

    private void Grade(string path, SourceNode? node)
    {
        if (node is null)
            return;
        var grades = content.Grades.Steps.Select(s => s.Grade).ToList();
        if (node.Kind == SourceKind.Null)
            _found.Add(new(path, null, node));
        else if (NodeReading.Is(node, SourceKind.String, diagnostics) && grades.Contains(node.Text, StringComparer.Ordinal))
            _found.Add(new(path, node.Text, node));
        else if (node.Kind == SourceKind.String)
            diagnostics.Error(node, "unknown-grade", $"the policy has no grade {node}; {Suggest.Hint(node.Text, grades, $"its grades are {string.Join(", ", grades.Select(g => $"`{g}`"))}")}");
    }
}
