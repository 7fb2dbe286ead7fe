using System.Collections.Concurrent;
using System.Linq.Dynamic.Core;
using System.Linq.Dynamic.Core.Parser;
using System.Linq.Expressions;

namespace PolicyEngine.Expressions.Reading;

/// <summary>
/// The parser's own way of fitting operands to operators and arguments to calls, asked once for each pair of types that do not fit: it tries every
/// overload, and looks for conversions by reflection each time, which was two thirds of the time of parsing.
/// </summary>
internal sealed class QuickPromoter(ParsingConfig config) : ExpressionPromoter(config)
{
    /// <summary>Pairs of simple types, and of those or nothing: a few hundred at most.</summary>
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

    /// <summary>A constant may fit by its value where its type does not: then the pair of types says nothing.</summary>
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

    /// <summary>The types of the parser's overloads of operators, of which values of any kind are tried.</summary>
    private static bool IsSimple(Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        return (!value.IsEnum && Type.GetTypeCode(value) is not (TypeCode.Object or TypeCode.Empty or TypeCode.DBNull))
            || value == typeof(Guid) || value == typeof(TimeSpan) || value == typeof(DateTimeOffset);
    }
}
