using System.Linq.Expressions;
using System.Reflection;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions.Code;

/// <summary>
/// A field of facts in the code of expressions. Translated code reads the emitted field. Interpreted code reads the slot by its offset: the interpreter keeps
/// every field that it has ever read in a static table, and with it the emitted type of a model that is no longer used.
/// </summary>
/// <param name="owner">The object; it is there.</param>
/// <param name="name">The field.</param>
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

    /// <summary>The emitted field, for code that is translated.</summary>
    public MemberExpression Emitted => Field(owner, name);

    /// <summary>What is interpreted.</summary>
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
