using System.Linq.Expressions;

namespace PolicyEngine.Expressions;

/// <summary>A part of an expression in three-valued form.</summary>
/// <param name="Body">Its code. When it may be missing, a value type is nullable here; <see langword="null"/> then says "not known".</param>
/// <param name="MayBeMissing">Whether <see langword="null"/> can come out.</param>
/// <param name="Path">Where it stands in the facts, when it is a plain path or a list of facts.</param>
internal readonly record struct Term(Expression Body, bool MayBeMissing, string? Path = null)
{
    /// <summary>The type of the value when known.</summary>
    public Type ValueType => Nullable.GetUnderlyingType(Body.Type) ?? Body.Type;

    /// <summary>A constant.</summary>
    public static Term Known(object value) => new(Expression.Constant(value), MayBeMissing: false);

    /// <summary>A value that is never known.</summary>
    public static Term Unknown(Type type) => new(Expression.Default(Lift(type)), MayBeMissing: true);

    /// <summary>The type that can also say "not known".</summary>
    public static Type Lift(Type type) =>
        type.IsValueType && Nullable.GetUnderlyingType(type) is null ? typeof(Nullable<>).MakeGenericType(type) : type;

    /// <summary>The code in its lifted type, whether or not it may be missing.</summary>
    public Expression Lifted() => Body.Type == Lift(Body.Type) ? Body : Expression.Convert(Body, Lift(Body.Type));
}
