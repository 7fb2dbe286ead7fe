using System.Linq.Expressions;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions;

/// <summary>Writes the code that reads inputs and their fields, and names what is not given.</summary>
internal sealed class FieldLowering(ExpressionScope scope, CodeWriter code)
{
    /// <summary>An input.</summary>
    public Term Input(int slot, Type type, string? path)
    {
        var input = scope.Loads.Input(slot, type);
        return new Term(input, CodeWriter.IsThere(input), Path: path);
    }

    /// <summary>A field of an object: known when the object is there and the field was given.</summary>
    public Term Lower(Term owner, string name, Type type, string path)
    {
        scope.Usage.UseField(owner.Type, name);
        owner = code.Keep(owner);
        var field = Expression.Field(owner.Value, name);
        if (type.IsValueType)
            return LowerValueField(owner, field, path);
        var term = LoadReference(owner, field, path);
        // An object is asked for only on the way to one of its fields; the field is what gets named.
        if (!typeof(FactObject).IsAssignableFrom(type))
            code.Block.Note(term.Known!, path);
        return term;
    }

    private Term LoadReference(Term owner, MemberExpression field, string path)
    {
        if (owner.Known is not null && scope.Loads.Has(owner.Value))
        {
            var shared = scope.Loads.Part(owner.Value, field.Member.Name, owner.Known, field);
            return new Term(shared, CodeWriter.IsThere(shared), Path: path);
        }

        var local = code.Block.Local(field.Type);
        code.Block.Set(local, owner.Known is null ? field : Expression.Condition(owner.Known, field, Expression.Default(field.Type)));
        return new Term(local, CodeWriter.IsThere(local), Path: path);
    }

    private Term LowerValueField(Term owner, MemberExpression field, string path)
    {
        var isGiven = FrameCode.IsGiven(owner.Value, scope.ShapeOf(owner.Type)!.SlotOf(field.Member.Name));
        var known = code.Block.Local(typeof(bool));
        code.Block.Set(known, owner.Known is null ? isGiven : Expression.AndAlso(owner.Known, isGiven));
        code.Block.Note(known, path);
        return new Term(field, known, Path: path);
    }
}
