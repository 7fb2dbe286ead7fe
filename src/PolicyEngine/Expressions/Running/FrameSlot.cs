using System.Linq.Expressions;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions.Running;

/// <summary>The place of one value of a known type in a frame, so that values are not boxed.</summary>
internal abstract record FrameSlot(int Index)
{
    /// <summary>The code that reads the value.</summary>
    public abstract Expression Load { get; }

    /// <summary>Returns the code that sets the value.</summary>
    public abstract Expression Store(Expression value);

    /// <summary>Returns the value; numbers of every type as decimals.</summary>
    public abstract FactValue Read(EvaluationFrame frame);

    private protected Expression Place(Expression array) => Expression.ArrayAccess(array, Expression.Constant(Index));
}

/// <summary>The place of a decimal.</summary>
internal sealed record NumberSlot(int Index) : FrameSlot(Index)
{
    public override Expression Load => Place(FrameCode.Numbers);

    public override Expression Store(Expression value) => Expression.Assign(Load, value);

    public override FactValue Read(EvaluationFrame frame) => FactValue.Of(frame.Numbers[Index]);
}

/// <summary>The place of an integer, a boolean or a date, stored as 64 bits.</summary>
internal sealed record ScalarSlot(int Index, Type Type) : FrameSlot(Index)
{
    public override Expression Load => this switch
    {
        { Type: var t } when t == typeof(bool) => Expression.NotEqual(Bits, Expression.Constant(0L)),
        { Type: var t } when t == typeof(DateTime) => Expression.New(typeof(DateTime).GetConstructor([typeof(long)])!, Bits),
        { Type: var t } when t == typeof(long) => Bits,
        _ => Expression.Convert(Bits, Type),
    };

    private Expression Bits => Place(FrameCode.Scalars);

    public override Expression Store(Expression value) => Expression.Assign(Bits, this switch
    {
        { Type: var t } when t == typeof(bool) => Expression.Condition(value, Expression.Constant(1L), Expression.Constant(0L)),
        { Type: var t } when t == typeof(DateTime) => Expression.Property(value, nameof(DateTime.Ticks)),
        { Type: var t } when t == typeof(long) => value,
        _ => Expression.Convert(value, typeof(long)),
    });

    public override FactValue Read(EvaluationFrame frame)
    {
        var bits = frame.Scalars[Index];
        if (Type == typeof(bool))
            return FactValue.Of(bits != 0);
        return Type == typeof(DateTime) ? FactValue.Of(new DateTime(bits)) : FactValue.Of((decimal)bits);
    }
}

/// <summary>The place of a text, a list or an object.</summary>
internal sealed record ReferenceSlot(int Index, Type Type) : FrameSlot(Index)
{
    public override Expression Load => Expression.Convert(Place(FrameCode.References), Type);

    public override Expression Store(Expression value) => Expression.Assign(Place(FrameCode.References), value);

    public override FactValue Read(EvaluationFrame frame) => FactValue.Of(frame.References[Index]);
}

/// <summary>Assigns the slots of one workflow's frames.</summary>
internal sealed class FrameLayout
{
    /// <summary>The number of decimals in a frame.</summary>
    public int Numbers { get; private set; }

    /// <summary>The number of integers, booleans and dates in a frame.</summary>
    public int Scalars { get; private set; }

    /// <summary>The number of texts, lists and objects in a frame.</summary>
    public int References { get; private set; }

    /// <summary>Adds a slot for values of a type.</summary>
    public FrameSlot Add(Type type)
    {
        if (type == typeof(decimal))
            return new NumberSlot(Numbers++);
        return type.IsValueType ? new ScalarSlot(Scalars++, type) : new ReferenceSlot(References++, type);
    }
}
