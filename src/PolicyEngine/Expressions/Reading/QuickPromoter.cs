using System.Collections.Concurrent;
using System.Linq.Dynamic.Core;
using System.Linq.Dynamic.Core.Parser;
using System.Linq.Expressions;

namespace PolicyEngine.Expressions.Reading;

/// <summary>
/// The parser's way of fitting operands to operators and arguments to calls, with a cache of the pairs of types that do not fit. Without the cache the
/// parser tries every overload and searches for conversions by reflection each time, which took two thirds of the time of parsing.
/// </summary>
internal sealed class QuickPromoter(ParsingConfig config) : ExpressionPromoter(config)
{
    /// <summary>The pairs of simple types, nullable or not, that do not fit: at most a few hundred.</summary>
    private static readonly ConcurrentDictionary<(Type From, Type To), bool> Refused = [];

    /// <inheritdoc/>
    public override Expression? Promote(Expression sourceExpression, Type type, bool exact, bool convertExpression)
    {
        var from = sourceExpression.Type;
        if (!IsSimple(from) || !IsSimple(type) || CanBeReadAs(sourceExpression, type))
            return base.Promote(sourceExpression, type, exact, convertExpression);
        if (Refused.ContainsKey((from, type)))
            return null;
        var promoted = base.Promote(sourceExpression, type, exact, convertExpression);
        if (promoted is null)
            Refused.TryAdd((from, type), true);
        return promoted;
    }

    /// <summary>Whether a constant may fit because of its value although its type does not; such results are not cached.</summary>
    private static bool CanBeReadAs(Expression source, Type type)
    {
        if (source is not ConstantExpression constant)
            return false;
        var target = Nullable.GetUnderlyingType(type) ?? type;
        return Type.GetTypeCode(constant.Type) switch
        {
            TypeCode.Double => target == typeof(decimal) || target == typeof(double),
            TypeCode.Boolean or TypeCode.DateTime or TypeCode.Decimal or TypeCode.String => constant.Value is null,
            _ => true,
        };
    }

    /// <summary>Whether a type is among those of the parser's operator overloads, which it tries for operands of any kind.</summary>
    private static bool IsSimple(Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        return (!value.IsEnum && Type.GetTypeCode(value) is not (TypeCode.Object or TypeCode.Empty or TypeCode.DBNull))
            || value == typeof(Guid) || value == typeof(TimeSpan) || value == typeof(DateTimeOffset);
    }
}
