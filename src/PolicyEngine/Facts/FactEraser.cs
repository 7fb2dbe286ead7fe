namespace PolicyEngine.Facts;

/// <summary>
/// Clears instances of a shape, so that every value is missing again and the instances can be reused for another subject. Objects and lists of objects are
/// kept and cleared in turn. Prepared once per shape.
/// </summary>
internal sealed class FactEraser
{
    private readonly int[] _words; // The first slot of each presence word.
    private readonly int[] _references;
    private readonly (int Slot, FactEraser Eraser)[] _below;

    /// <summary>Prepares the eraser for a shape.</summary>
    public FactEraser(FactShape shape)
    {
        var fields = shape.Schema.Fields;
        _words = [.. FactLayout.Words(fields.Count)];
        _below = [.. Enumerable.Range(0, fields.Count).Where(s => shape.Below(s) is not null).Select(s => (s, new FactEraser(shape.Below(s)!)))];
        _references = [.. Enumerable.Range(0, fields.Count).Where(s => shape.Below(s) is null && fields[s].Schema.Kind is FactKind.Text or FactKind.List)];
    }

    /// <summary>Makes every value of an instance missing.</summary>
    public void Erase(FactObject facts)
    {
        foreach (var word in _words)
            facts.SetNoneGiven(word);
        foreach (var slot in _references)
            facts.SetReference(slot, value: null);
        foreach (var (slot, eraser) in _below)
        {
            switch (facts.GetReference(slot))
            {
                case FactObject one:
                    eraser.Erase(one);
                    break;
                case FactObject[] many:
                    foreach (var item in many)
                        eraser.Erase(item);
                    break;
            }
        }
    }
}
