using System.Linq.Expressions;

namespace PolicyEngine.Expressions;

/// <summary>A part of an expression in three-valued form.</summary>
/// <param name="Value">Its value, which may be evaluated once, and only where it is known.</param>
/// <param name="Known">Whether it is known, cheap to ask as often as wanted; <see langword="null"/> when it always is.</param>
/// <param name="MayFail">Whether evaluating the value can raise an exception.</param>
/// <param name="Path">Where it stands in the facts, when it is a plain path or a list of facts.</param>
internal readonly record struct Term(Expression Value, Expression? Known = null, bool MayFail = false, string? Path = null)
{
    /// <summary>The type of the value.</summary>
    public Type Type => Value.Type;

    /// <summary>A constant.</summary>
    public static Term Constant(object value) => new(Expression.Constant(value));

    /// <summary>A value that is never known.</summary>
    public static Term Unknown(Type type) => new(Expression.Default(type), Expression.Constant(false));
}
