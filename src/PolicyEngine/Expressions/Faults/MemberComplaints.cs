using PolicyEngine.Documents;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions.Faults;

/// <summary>Explains which member or call a value does not have, and which was probably meant.</summary>
internal static class MemberComplaints
{
    /// <summary>The advice if nothing more specific is known.</summary>
    public const string Documented = "use the operators, list calls and functions listed in the documentation";

    /// <summary>The .NET classes that RulesEngine workflows commonly use; any other name is reported as unknown.</summary>
    public static HashSet<string> OfDotNet { get; } = new(StringComparer.Ordinal) { "Enumerable", "Environment", "Random", "Regex", "StringBuilder", "TimeSpan", "Type", "Activator" };

    /// <summary>Explains a call that is unknown, or that does not take these values.</summary>
    /// <param name="name">The name of the call.</param>
    /// <param name="offset">Its offset.</param>
    /// <param name="pieces">The pieces of the expression.</param>
    public static ExpressionFault Method(string name, int offset, IReadOnlyList<Piece> pieces)
    {
        // The parser turns `x in y` and the ordering of texts into calls.
        if (name is nameof(string.Compare) && !pieces.Any(p => p.Is(name)) && pieces.FirstOrDefault(p => p.Kind == PieceKind.Sign && p.Text is "<" or "<=" or ">" or ">=") is { Text: { } sign } order)
            return new("wrong-type", order.Start, $"`{sign}` cannot be applied to a text and another kind of value; a text is compared with one in quotes, such as `\"3\"`; convert it to a number with `Convert.ToDecimal(text)`");
        if (name is nameof(Enumerable.Contains) && !pieces.Any(p => p.Is(name)) && pieces.FirstOrDefault(p => p.Is("in")) is { Text: not null } among)
            return new("wrong-type", among.Start, "`in` looks for a value among others of the same kind, such as `x in (\"a\", \"b\")`; whether a text holds another one is `text.Contains(\"part\")`");
        if (MethodTable.KnowsName(name) && MethodTable.Instead(name) is null)
            return new("wrong-type", offset, $"`{name}` does not go with these values; {MethodTable.HowToWrite(name)}");
        if (MethodTable.Instead(name) is null && Suggest.Closest(name, MethodTable.KnownNames) is { } near)
            return Suggested("not-offered", name, offset, near, "is not offered in expressions");
        return new("not-offered", offset, $"`{name}` is not offered in expressions; {MethodTable.Instead(name) ?? Documented}");
    }

    /// <summary>Explains a call of the language itself, such as <c>iif</c>, with too many or too few values.</summary>
    public static ExpressionFault Form(string name, int offset) =>
        new("wrong-type", offset, $"`{name}` does not go with these values; {(MethodTable.KnowsName(name) ? MethodTable.HowToWrite(name) : "write `np(path, otherwise)` for a value that may be missing")}");

    /// <summary>Explains a field that an object does not have.</summary>
    public static ExpressionFault Field(string name, int offset, FactShape shape)
    {
        var fields = shape.Schema.Fields.Select(f => f.Name).ToList();
        var problem = $"is not a field of `{shape.Path}`";
        return Suggest.Closest(name, fields) is { } meant
            ? Suggested("unknown-field", name, offset, meant, problem)
            : new("unknown-field", offset, $"`{name}` {problem}; its fields are {NamesInWords.Quoted(fields)}");
    }

    /// <summary>Explains an unknown member of a number, text, date or list.</summary>
    public static ExpressionFault OfValue(string name, string type, int offset)
    {
        if (OfDotNet.Contains(name))
            return new("not-offered", offset, $"`{name}` is not offered in expressions; {Documented}");
        if (MethodTable.Instead(name) is { } instead)
            return new("unknown-name", offset, $"`{name}` is not known here; {instead}");
        if (MethodTable.KnowsName(name))
            return new("unknown-name", offset, $"`{name}` is a call; {MethodTable.HowToWrite(name)}");
        return Suggest.Closest(name, MethodTable.MemberNames) is { } near
            ? Suggested("unknown-name", name, offset, near)
            : new("unknown-name", offset, $"{type} has no `{name}`; {Instead(type, name)}");
    }

    private static string Instead(string type, string name) => type switch
    {
        "a list" => "take an item first, such as `list.Any(x => x.score > 3)`, or call something on it",
        "a number" or "a condition" => $"it is a single value; take `.{name}` away",
        _ => Documented,
    };

    /// <summary>Returns the fault of a name that is nearly a known one.</summary>
    public static ExpressionFault Suggested(string code, string name, int offset, string meant, string problem = "is not known here") =>
        new(code, offset, $"`{name}` {problem}; did you mean `{meant}`?") { Repair = new(offset, name.Length, meant) };
}
