using System.Linq.Expressions;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions;

/// <summary>Writes the code that reads inputs and their fields, and records what is missing.</summary>
/// <param name="scope">The names that the expression can use.</param>
/// <param name="code">Receives the code.</param>
/// <param name="presence">Collects the values assumed to be present; <see langword="null"/> to assume nothing.</param>
internal sealed class FieldLowering(ExpressionScope scope, CodeWriter code, Presence? presence)
{
    /// <summary>Collects the values assumed to be present; <see langword="null"/> to assume nothing.</summary>
    public Presence? Presence { get; set; } = presence;

    /// <summary>Lowers an input.</summary>
    public Term Input(int slot, Type type, string? path) => Shared(scope.Loads.Input(slot, type), path);

    /// <summary>Lowers an input, or a part of one, in a shared local. It is known if it is present or assumed to be.</summary>
    public Term Shared(ParameterExpression local, string? path)
    {
        Presence?.Expect(local);
        return new Term(local, Presence is null ? CodeWriter.IsThere(local) : null, Path: path);
    }

    /// <summary>Lowers a field of an object. It is known if the object is present and the field was given.</summary>
    public Term Lower(Term owner, string name, Type type, string path)
    {
        scope.Usage.UseField(owner.Type, name);
        owner = code.Keep(owner);
        var slot = scope.ShapeOf(owner.Type)!.SlotOf(name);
        var field = new FieldLoad(owner.Value, name, type, slot);
        if (type.IsValueType)
            return LowerValueField(owner, field, slot, path);
        var term = LoadReference(owner, field, name, path);
        // A missing object is not recorded: it is only read to reach one of its fields, and the missing field is recorded instead.
        if (!typeof(FactObject).IsAssignableFrom(type) && term.Known is not null)
            code.Block.Note(term.Known, path);
        return term;
    }

    private Term LoadReference(Term owner, FieldLoad field, string name, string path)
    {
        if (scope.Loads.Has(owner.Value))
            return Shared(scope.Loads.Part(owner.Value, name, CodeWriter.IsThere(owner.Value), field), path);

        var local = code.Block.Local(field.Type);
        code.Block.Set(local, owner.Known is null ? field : Expression.Condition(owner.Known, field, Expression.Default(field.Type)));
        return new Term(local, CodeWriter.IsThere(local), Path: path);
    }

    private Term LowerValueField(Term owner, FieldLoad field, int slot, string path)
    {
        if (Presence is not null && scope.Loads.Has(owner.Value))
        {
            Presence.Expect(owner.Value, slot);
            return new Term(field, Path: path);
        }

        var isGiven = FrameCode.IsGiven(owner.Value, slot);
        var known = code.Block.Local(typeof(bool));
        code.Block.Set(known, owner.Known is null ? isGiven : Expression.AndAlso(owner.Known, isGiven));
        code.Block.Note(known, path);
        return new Term(field, known, Path: path);
    }
}
