using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions.Faults;

/// <summary>Finds the object of the facts that a path in an expression with faults leads to, as far as the path can be read.</summary>
internal sealed class OwnerShapes(IReadOnlyList<Piece> pieces, ExpressionScope scope)
{
    /// <summary>Calls that return items of a list unchanged, or one of them.</summary>
    private static readonly HashSet<string> Keeping = new(StringComparer.OrdinalIgnoreCase)
    {
        "Where", "OrderBy", "OrderByDescending", "Take", "Skip", "Distinct", "Concat", "Union", "Except", "Intersect", "ToList", "ToArray", "First", "FirstOrDefault", "Last", "LastOrDefault",
    };

    /// <summary>Returns the object, or the item of the list, whose member follows a point; <see langword="null"/> if that is unknown.</summary>
    /// <param name="point">The index of the point among the pieces.</param>
    public FactShape? Before(int point)
    {
        var last = point - 1;
        if (last < 0)
            return null;
        if (pieces[last].Is(")") || pieces[last].Is("]"))
            return BehindBracket(last);
        if (pieces[last].Kind != PieceKind.Word)
            return null;
        if (last > 0 && pieces[last - 1].Is("."))
            return Before(last - 1) is { } owner && owner.SlotOf(pieces[last].Text) is var slot and >= 0 ? owner.Below(slot) : null;
        return scope.ShapeNamed(pieces[last].Text) ?? ItemNamed(pieces[last].Text, last);
    }

    /// <summary>Returns the object before a closing bracket: the result of a call, or an item of a list.</summary>
    private FactShape? BehindBracket(int closing)
    {
        var opening = OpeningOf(closing);
        if (pieces[closing].Is("]"))
            return opening < 0 ? null : Before(opening);
        return opening >= 2 && Keeping.Contains(pieces[opening - 1].Text) && pieces[opening - 2].Is(".") ? Before(opening - 2) : null;
    }

    /// <summary>Returns the item that a list call names, such as <c>x</c> in <c>list.Any(x =&gt; x.wrong)</c>.</summary>
    private FactShape? ItemNamed(string name, int before)
    {
        for (var i = before - 1; i >= 3; i--)
        {
            if (pieces[i].Is(name) && pieces[i + 1].Is("=>") && pieces[i - 1].Is("(") && pieces[i - 3].Is("."))
                return Before(i - 3);
        }

        return null;
    }

    private int OpeningOf(int closing)
    {
        var depth = 0;
        for (var i = closing; i >= 0; i--)
        {
            depth += pieces[i].Closes ? 1 : pieces[i].Opens ? -1 : 0;
            if (depth == 0)
                return i;
        }

        return -1;
    }
}
