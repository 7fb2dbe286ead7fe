using PolicyEngine.Documents;

namespace PolicyEngine.Scoring;

/// <summary>Reads <c>[{ "grade": "S", "from": 100 }, …, { "grade": "D", "from": 0 }]</c>.</summary>
internal static class GradeScaleReader
{
    private const int LongestGrade = 64;

    /// <summary>The greatest number of grades on a scale; a bound is needed because scores are looked up by linear search.</summary>
    public const int MostGrades = 40;

    /// <summary>Returns the scale; <see langword="null"/> after reporting every fault.</summary>
    public static GradeScale? Read(SourceNode node, DiagnosticBag diagnostics)
    {
        if (!NodeReading.Is(node, SourceKind.Array, diagnostics))
            return null;
        if (node.Items.Count == 0)
        {
            diagnostics.Error(node, "out-of-range", "there is no grade; add one");
            return null;
        }

        if (node.Items.Count > MostGrades)
        {
            diagnostics.Error(node, "too-many", $"a scale has at most {MostGrades} grades, this one has {node.Items.Count}");
            return null;
        }

        var steps = node.Items.Select(item => ReadStep(item, diagnostics)).ToList();
        var faults = GradeScale.Faults(steps).ToList();
        foreach (var fault in faults)
            diagnostics.Error(node.Items[fault.Index], fault.Code, fault.Message);
        return faults.Count > 0 || steps.Contains(null) ? null : new GradeScale(steps.Select(s => s!.Value));
    }

    private static GradeStep? ReadStep(SourceNode node, DiagnosticBag diagnostics)
    {
        if (ObjectReader.Open(node, diagnostics) is not { } reader)
            return null;
        var grade = reader.Text("grade", LongestGrade);
        var from = reader.Number("from");
        reader.Done();
        return grade is { } g && from is { } f ? new GradeStep(g, f) : null;
    }
}
