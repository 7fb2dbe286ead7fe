using System.Linq.Expressions;
using System.Reflection;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Expressions.Conditions;
using PolicyEngine.Expressions.Lists;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Expressions.Running;

namespace PolicyEngine.Expressions;

/// <summary>Lowers the calls that are not list calls: on texts, numbers and dates, and the functions.</summary>
internal sealed class CallLowering(Lowering lowering, CodeWriter code, ListLowering lists, EqualityLowering equality)
{
    /// <summary>The number of functions lowered so far.</summary>
    public int Functions { get; private set; }

    /// <summary>Lowers a call that is not a list call.</summary>
    public Term Lower(MethodCallExpression call)
    {
        if (call.Method.DeclaringType == typeof(string) && call.Method.Name is nameof(string.Concat) && call.Arguments.Count == 2)
            return LowerConcatenation(call);
        if (call.Object is { } left && call.Method.Name is nameof(Equals) && call.Arguments.Count == 1)
            return LowerEquals(lowering.Operands([left, Unboxed(call.Arguments[0])]));
        if (call.Object is { } date && call.Method.DeclaringType == typeof(DateTime) && call.Method.Name is nameof(DateTime.AddDays))
            return Apply([date, WholeDays(call.Arguments[0])], values => Expression.Call(typeof(DateOperations), nameof(DateOperations.AddDays), null, [.. values]));
        if (call.Arguments.Any(a => a.Type == typeof(StringComparison)))
            throw new LoweringException("not-offered", $"`{call.Method.Name}` with a `StringComparison` is not offered in expressions; texts are compared as written, so write `ToUpper()` on both sides where upper and lower case are the same");
        if (MethodTable.Find(call.Method) is not { } method)
            throw LoweringException.Refuse(NameOf(call.Method));
        Functions++;
        var arguments = call.Object is null ? call.Arguments : call.Arguments.Prepend(call.Object);
        if (method.DeclaringType == typeof(Math) && method.Name is nameof(Math.Round))
            lowering.Warnings.Add(new ExpressionWarning("half-even-rounding", call, "`Math.Round` rounds ties to the even neighbour (94.5 becomes 94); write `Number.Round(value, 0)` for 95, or `Number.RoundHalfEven` when this is meant"));
        return code.Apply(
            code.Operands(arguments.Select(a => (Func<Term>)(() => lists.Charged(lowering.Lower(a))))),
            values => TextCode.Charged(MethodTable.Call(method, [.. values.Select(TextCode.Charged)])));
    }

    /// <summary>Returns the words for a method in messages. The names of indexers in .NET mean nothing to an author.</summary>
    private static string NameOf(MethodInfo method) => method.Name switch
    {
        "get_Chars" => "a character of a text",
        "get_Item" => "an index on this list",
        _ => $"`{method.Name}`",
    };

    /// <summary>Returns the argument of <c>AddDays</c> as an integer. .NET takes a double, but here days must be whole numbers.</summary>
    private static Expression WholeDays(Expression count) => count switch
    {
        ConstantExpression { Value: double days } when days == Math.Truncate(days) && Math.Abs(days) <= DateOperations.MostDays => Expression.Constant((int)days),
        UnaryExpression { NodeType: ExpressionType.Convert, Operand: { } whole } when whole.Type == typeof(int) => whole,
        _ => throw new LoweringException("wrong-type", "`AddDays` counts whole days; write a whole number, or `Convert.ToInt32(number)`"),
    };

    private Term LowerEquals(Term[] sides)
    {
        if (!SingleTypes.IsSingle(sides[0].Type) || sides[0].Type != sides[1].Type)
            throw LoweringException.Refuse("`Equals` on values of different types");
        return equality.Compare(sides, ExpressionType.Equal);
    }

    private static Expression Unboxed(Expression argument) => argument is UnaryExpression { NodeType: ExpressionType.Convert, Operand: var operand } ? operand : argument;

    private Term LowerConcatenation(MethodCallExpression call) => Apply(call.Arguments.Select(Unboxed), values => TextCode.Charged(Expression.Call(
        typeof(TextOperations), nameof(TextOperations.Concat), null, TextCode.Of(values[0]), TextCode.Of(values[1]))));

    private Term Apply(IEnumerable<Expression> operands, Func<IReadOnlyList<Expression>, Expression> build) => code.Apply(lowering.Operands(operands), build);
}
