using PolicyEngine.Documents;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions.Faults;

/// <summary>Explains which name is unknown, and which was probably meant.</summary>
internal sealed class NameComplaints(string text, IReadOnlyList<Piece> pieces, ExpressionScope scope)
{
    /// <summary>The minimum length of a name for which a similar one is suggested: shorter ones resemble too many.</summary>
    private const int LongEnough = 3;

    /// <summary>Returns the offset of a name: the parser's offset if the name is there, otherwise that of its first occurrence; 0 if it does not occur.</summary>
    public int PlaceOf(string name, int? offset) => offset is { } at && text.AsSpan(at).StartsWith(name, StringComparison.OrdinalIgnoreCase) ? at : FirstPlaceOf(name);

    private int FirstPlaceOf(string name) => pieces.Where(p => p.Kind == PieceKind.Word && p.Is(name)).Select(p => p.Start).FirstOrDefault();

    /// <summary>Explains an unknown name at the start of a path.</summary>
    public ExpressionFault Root(string name, int offset)
    {
        if (scope.IsBroken(name))
            return ExpressionFault.Elsewhere;
        if (MemberComplaints.OfDotNet.Contains(name))
            return new("not-offered", offset, $"`{name}` is not offered in expressions; {MemberComplaints.Documented}");
        if (Slips.Find(text, pieces, offset) is { } slip)
            return slip;
        if (scope.Later.Contains(name, StringComparer.OrdinalIgnoreCase))
            return new("unknown-name", offset, $"`{name}` is not known yet; a param reads only those above it, so move `{name}` up");
        if (MethodTable.Instead(name) is { } instead)
            return new("unknown-name", offset, $"`{name}` is not known here; {instead}");
        if ((FieldOf(name) ?? ParameterOf(name)) is { } path)
            return MemberComplaints.Suggested("unknown-name", name, offset, path);
        if ((IsCompared(offset) || IsOrdered(offset)) && TextLike(name) is { } meant)
            return MemberComplaints.Suggested("unknown-name", name, offset, $"\"{meant}\"");
        if (Suggest.Closest(name, scope.Names.Concat(MethodTable.RootNames)) is { } near)
            return MemberComplaints.Suggested("unknown-name", name, offset, near);
        if (name.Length >= LongEnough && FieldNear(name) is { } field)
            return MemberComplaints.Suggested("unknown-name", name, offset, field);
        return new("unknown-name", offset, $"`{name}` is not known here; {Otherwise(name, offset)}");
    }

    /// <summary>Explains an unknown member of a value.</summary>
    /// <param name="name">The member.</param>
    /// <param name="type">The type of the value, as the parser names it.</param>
    /// <param name="offset">The offset of the member.</param>
    public ExpressionFault Member(string name, string type, int offset)
    {
        if (string.Equals(type, ExpressionScope.ParametersName, StringComparison.Ordinal))
            return Parameter(name, offset);

        // If a single input's fields can be named without it, a param that has a fault looks like such a field.
        if (scope.IsStandalone && scope.IsBroken(name))
            return ExpressionFault.Elsewhere;
        if (!IsAfterPoint(offset))
            return Implied(name, offset);
        var shape = scope.Inputs.SelectMany(i => i.WithAllBelow()).FirstOrDefault(s => string.Equals(s.ClrType.Name, type, StringComparison.Ordinal));
        return shape is null ? MemberComplaints.OfValue(name, TypeWords.Of(type), offset) : MemberComplaints.Field(name, offset, shape);
    }

    /// <summary>Explains an unknown field inside a path. For <c>a.wrong.c</c> the parser complains of a type <c>wrong</c>, for <c>a.wrong.c.Sum()</c> of a type <c>wrong.c</c>.</summary>
    public ExpressionFault OnPath(string name, int? offset)
    {
        if (name.IndexOf('.', StringComparison.Ordinal) is var point and > 0)
            (name, offset) = (name[..point], null);
        if (scope.IsBroken(name))
            return ExpressionFault.Elsewhere;
        for (var i = 2; i < pieces.Count; i++)
        {
            if (pieces[i].Is(name) && pieces[i - 1].Is("."))
                return OfOwner(new OwnerShapes(pieces, scope).Before(i - 1), name, pieces[i].Start);
        }

        return Root(name, offset ?? FirstPlaceOf(name));
    }

    /// <summary>Explains a field that is read from a list although its items have it.</summary>
    private static ExpressionFault OfOwner(FactShape? owner, string name, int offset) => owner is null ? MemberComplaints.OfValue(name, "it", offset)
        : owner.SlotOf(name) >= 0 ? MemberComplaints.OfValue(name, "a list", offset)
        : MemberComplaints.Field(name, offset, owner);

    private ExpressionFault Parameter(string name, int offset)
    {
        if (scope.IsBroken($"{ExpressionScope.ParametersName}.{name}"))
            return ExpressionFault.Elsewhere;
        return Suggest.Closest(name, scope.Parameters.All.Select(p => p.Name)) is { } meant
            ? MemberComplaints.Suggested("unknown-parameter", name, offset, meant, "is not a parameter of the policy")
            : new("unknown-parameter", offset, $"`{name}` is not a parameter of the policy; add it to `parameters`");
    }

    /// <summary>Explains an unknown name inside a list call, where the parser looks for it among the members of the items.</summary>
    private ExpressionFault Implied(string name, int offset)
    {
        if (Slips.Find(text, pieces, offset) is { } slip)
            return slip;
        var opening = pieces.LastOrDefault(p => p.Start < offset && p.Is("("));
        var isAlone = opening.Text is not null && string.IsNullOrWhiteSpace(text[opening.End..offset]) && name.Length == 1;
        return isAlone
            ? new("unknown-name", offset, $"`{name}` is not known here; name the item of the list first, such as `{name} => {name} > 3`") { Repair = new(offset, 0, $"{name} => ") }
            : Root(name, offset);
    }

    private string Otherwise(string name, int offset)
    {
        if (MethodTable.FormsOf(name).Any())
            return MethodTable.HowToWrite(name);
        if (name.Length >= LongEnough && Suggest.Closest(name, MethodTable.KnownNames) is { } near && MethodTable.FormsOf(near).Any())
            return $"did you mean `{near}`? {MethodTable.HowToWrite(near)}";
        var quoted = IsCompared(offset) ? $"a text stands in quotes, such as `\"{name}\"`; " : string.Empty;
        return quoted + (scope.Names.Any() ? $"names that can stand here are {NamesInWords.Quoted(scope.Names)}" : "there is no input here to name");
    }

    /// <summary>Returns the path of a field with that name directly below an input.</summary>
    private string? FieldOf(string name) => scope.IsStandalone
        ? null
        : scope.Inputs.SelectMany(i => i.Schema.Fields.Where(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase)).Select(f => $"{i.Path}.{f.Name}")).FirstOrDefault();

    /// <summary>Returns the path of the parameter with that name.</summary>
    private string? ParameterOf(string name) =>
        scope.Parameters.All.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase)) is { } found ? $"{ExpressionScope.ParametersName}.{found.Name}" : null;

    /// <summary>Returns the path of a field with nearly that name directly below an input.</summary>
    private string? FieldNear(string name) => scope.IsStandalone
        ? null
        : scope.Inputs.Select(i => Suggest.Closest(name, i.Schema.Fields.Select(f => f.Name)) is { } near ? $"{i.Path}.{near}" : null).FirstOrDefault(p => p is not null);

    /// <summary>Returns the allowed text that the author wrote without quotes.</summary>
    private string? TextLike(string name) => scope.Inputs.SelectMany(i => i.WithAllBelow()).SelectMany(s => s.Schema.Fields).SelectMany(f => f.Schema.Enum)
        .FirstOrDefault(e => string.Equals(e, name, StringComparison.OrdinalIgnoreCase));

    private bool IsCompared(int offset) => pieces.LastOrDefault(p => p.End <= offset).Text switch
    {
        "==" or "!=" or "=" or "<>" => true,
        "," or "(" => pieces.Any(p => p.End <= offset && p.Is("in")),
        _ => false,
    };

    private bool IsOrdered(int offset) => pieces.LastOrDefault(p => p.End <= offset).Text is "<" or "<=" or ">" or ">=";

    private bool IsAfterPoint(int offset) => pieces.LastOrDefault(p => p.End <= offset).Is(".");
}
