namespace PolicyEngine.Expressions.Faults;

/// <summary>
/// Finds all faults of an expression, although the parser stops at the first: a fault whose repair is certain is repaired and the text is
/// parsed again; otherwise the conditions joined by `&amp;&amp;` and `||` are parsed one by one.
/// </summary>
internal sealed class EveryFault
{
    /// <summary>The maximum number of times that a text is parsed again.</summary>
    private const int MostLooks = 8;

    private readonly Func<string, ExpressionFault?> _look;
    private readonly List<ExpressionFault> _found = [];
    private int _looks;

    private EveryFault(Func<string, ExpressionFault?> look) => _look = look;

    /// <summary>Returns the faults of an expression, each once, in the order of their offsets.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="first">The fault that is already known.</param>
    /// <param name="look">Returns the first fault of a text; <see langword="null"/> if it has none.</param>
    public static IReadOnlyList<ExpressionFault> Of(string text, ExpressionFault first, Func<string, ExpressionFault?> look)
    {
        var every = new EveryFault(look);
        every.Add(text, 0, first);
        return [.. every._found.Where(f => !f.IsElsewhere).DistinctBy(f => (f.Offset, f.Code)).OrderBy(f => f.Offset)];
    }

    /// <summary>Adds the faults of a part of the expression.</summary>
    /// <param name="text">The text of the part.</param>
    /// <param name="start">The offset of the part in the whole expression.</param>
    /// <param name="first">Its first fault.</param>
    private void Add(string text, int start, ExpressionFault first)
    {
        var repaired = new RepairedText(text);
        for (var fault = first; fault is not null; fault = Look(repaired.Text))
        {
            if (fault.Repair is null && !fault.IsLimit && AddParts(repaired, start))
                return;
            _found.Add(fault with { Offset = start + repaired.Original(fault.Offset) });
            if (fault.Repair is not { } repair || !repaired.TryApply(repair))
                return;
        }
    }

    /// <summary>Adds the faults of the joined conditions one by one; returns <see langword="false"/> if none of them has a fault by itself.</summary>
    private bool AddParts(RepairedText whole, int start)
    {
        var isFound = false;
        var parts = JoinedParts.Of(whole.Text);
        foreach (var (from, to) in parts.Count > 1 ? parts : [])
        {
            if (Look(whole.Text[from..to]) is not { } fault)
                continue;
            var before = _found.Count;
            Add(whole.Text[from..to], 0, fault);
            for (var i = before; i < _found.Count; i++)
                _found[i] = _found[i] with { Offset = start + whole.Original(from + _found[i].Offset) };
            isFound = true;
        }

        return isFound;
    }

    private ExpressionFault? Look(string text) => _looks++ < MostLooks ? _look(text) : null;
}
