namespace PolicyEngine.Expressions.Faults;

/// <summary>
/// Finds the further faults of an expression that has one. The parser stops at the first; so what is plainly meant is put right, and
/// the conditions that `&amp;&amp;` and `||` join are looked at one by one.
/// </summary>
internal sealed class EveryFault
{
    /// <summary>Each takes a further look at the text.</summary>
    private const int MostLooks = 12;

    private readonly Func<string, ExpressionFault?> _look;
    private readonly List<ExpressionFault> _found = [];
    private int _looks;

    private EveryFault(Func<string, ExpressionFault?> look) => _look = look;

    /// <summary>The faults of an expression, each once, in the order of their places.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="first">The fault that is known.</param>
    /// <param name="look">Finds the first fault of a text; <see langword="null"/> when it has none.</param>
    public static IReadOnlyList<ExpressionFault> Of(string text, ExpressionFault first, Func<string, ExpressionFault?> look)
    {
        var every = new EveryFault(look);
        every.Add(text, 0, first);
        return [.. every._found.Where(f => !f.IsElsewhere).DistinctBy(f => (f.Offset, f.Code)).OrderBy(f => f.Offset)];
    }

    /// <summary>Adds the faults of a part of the expression.</summary>
    /// <param name="text">The part, as far as it was put right.</param>
    /// <param name="start">Where the part begins.</param>
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

    /// <summary>Looks at the parts by themselves; answers <see langword="false"/> when the fault is in none of them.</summary>
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
