using PolicyEngine.Documents;

namespace PolicyEngine.Scoring;

/// <summary>Reads <c>{ "below": 0, "points": [{ "at": 85, "score": 60 }, …] }</c>.</summary>
internal static class CurveReader
{
    /// <summary>Returns the curve; <see langword="null"/> after reporting every fault.</summary>
    public static Curve? Read(SourceNode node, DiagnosticBag diagnostics)
    {
        if (ObjectReader.Open(node, diagnostics) is not { } reader)
            return null;
        var below = reader.Number("below");
        var items = reader.Array("points", minItems: 1);
        reader.Done();
        if (items is null)
            return null;

        var points = items.Select(item => ReadPoint(item, diagnostics)).ToList();
        var faults = Curve.Faults(points).ToList();
        foreach (var fault in faults)
            diagnostics.Error(items[fault.Index], fault.Code, fault.Message);
        return below is null || faults.Count > 0 || points.Contains(null) ? null : new Curve(below.Value, points.Select(p => p!.Value));
    }

    private static CurvePoint? ReadPoint(SourceNode node, DiagnosticBag diagnostics)
    {
        if (ObjectReader.Open(node, diagnostics) is not { } reader)
            return null;
        var at = reader.Number("at");
        var score = reader.Number("score");
        reader.Done();
        return at is { } a && score is { } s ? new CurvePoint(a, s) : null;
    }
}
