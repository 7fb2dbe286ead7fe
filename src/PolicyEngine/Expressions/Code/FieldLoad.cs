using System.Linq.Expressions;
using System.Reflection;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions.Code;

/// <summary>
/// A read of a field of the facts. Translated code reads the emitted field. Interpreted code reads the slot by its number, because the
/// interpreter keeps every field that it has read in a static table, which would keep the emitted types of unused models in memory.
/// </summary>
/// <param name="owner">The object; not <see langword="null"/> when the code runs.</param>
/// <param name="name">The name of the field.</param>
/// <param name="type">Its type.</param>
/// <param name="slot">Its slot.</param>
internal sealed class FieldLoad(Expression owner, string name, Type type, int slot) : Expression
{
    private static readonly MethodInfo Number = Reader(nameof(FactObject.NumberAt));
    private static readonly MethodInfo Boolean = Reader(nameof(FactObject.BooleanAt));
    private static readonly MethodInfo Date = Reader(nameof(FactObject.DateAt));
    private static readonly MethodInfo Reference = Reader(nameof(FactObject.GetReference));

    /// <inheritdoc/>
    public override ExpressionType NodeType => ExpressionType.Extension;

    /// <inheritdoc/>
    public override Type Type => type;

    /// <inheritdoc/>
    public override bool CanReduce => true;

    /// <summary>The read of the emitted field, for translated code.</summary>
    public MemberExpression Emitted => Field(owner, name);

    /// <summary>Returns the call that reads the slot, for interpreted code.</summary>
    public override Expression Reduce()
    {
        var place = Constant(slot);
        if (type == typeof(decimal))
            return Call(owner, Number, place);
        if (type == typeof(bool))
            return Call(owner, Boolean, place);
        return type == typeof(DateTime) ? Call(owner, Date, place) : Convert(Call(owner, Reference, place), type);
    }

    /// <inheritdoc/>
    protected override Expression VisitChildren(ExpressionVisitor visitor) => visitor.Visit(owner) is var visited && visited == owner ? this : new FieldLoad(visited, name, type, slot);

    private static MethodInfo Reader(string name) => typeof(FactObject).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!;
}
