using PolicyEngine.Documents;

namespace PolicyEngine.Scoring;

/// <summary>Reads <c>[{ "from": 0, "to": 3.8, "score": 0 }, …]</c>.</summary>
internal static class BandsReader
{
    /// <summary>Returns the bands; <see langword="null"/> after reporting every fault.</summary>
    public static Bands? Read(SourceNode node, DiagnosticBag diagnostics)
    {
        if (!NodeReading.Is(node, SourceKind.Array, diagnostics))
            return null;
        if (node.Items.Count == 0)
        {
            diagnostics.Error(node, "out-of-range", "there is no band; add one");
            return null;
        }

        var bands = node.Items.Select(item => ReadBand(item, diagnostics)).ToList();
        var faults = Bands.Faults(bands).ToList();
        foreach (var fault in faults)
            diagnostics.Error(node.Items[fault.Index], fault.Code, fault.Message);
        return faults.Count > 0 || bands.Contains(null) ? null : new Bands(bands.Select(b => b!.Value));
    }

    private static Band? ReadBand(SourceNode node, DiagnosticBag diagnostics)
    {
        if (ObjectReader.Open(node, diagnostics) is not { } reader)
            return null;
        var from = reader.Number("from");
        var to = reader.OptionalNumber("to");
        var score = reader.Number("score");
        reader.Done();
        var toIsSound = to is not null || !reader.Has("to");
        return from is { } f && score is { } s && toIsSound ? new Band(f, to, s) : null;
    }
}
