using System.Linq.Expressions;

namespace PolicyEngine.Expressions;

/// <summary>A part of an expression in three-valued form.</summary>
/// <param name="Value">The code for its value, which must be evaluated at most once, and only if the value is known.</param>
/// <param name="Known">The code that tests whether it is known, which can be evaluated any number of times; <see langword="null"/> if it always is.</param>
/// <param name="MayFail">Whether evaluating the value can throw an exception.</param>
/// <param name="Path">Its path in the facts, if it is a plain path or a list of facts; otherwise <see langword="null"/>.</param>
internal readonly record struct Term(Expression Value, Expression? Known = null, bool MayFail = false, string? Path = null)
{
    /// <summary>The type of the value.</summary>
    public Type Type => Value.Type;

    /// <summary>Returns a constant.</summary>
    public static Term Constant(object value) => new(Expression.Constant(value));

    /// <summary>Returns a term that is never known.</summary>
    public static Term Unknown(Type type) => new(Expression.Default(type), Expression.Constant(false));
}
