using System.Linq.Expressions;
using PolicyEngine.Decimals;
using PolicyEngine.Expressions.Code;

namespace PolicyEngine.Expressions.Lists;

/// <summary>Writes loops that remember one of the values they pass. As in all loops every item is evaluated, so that everything missing is named.</summary>
internal sealed class ListPick
{
    private readonly ParameterExpression _found;

    private ListPick(CodeWriter code, string? path, Func<ListPick, Term> write)
    {
        _found = code.Block.Local(typeof(bool));
        code.Block.Set(_found, Expression.Constant(false));
        Item = write(this) with { Path = path };
    }

    /// <summary>What is remembered: a value only where <see cref="Found"/>, known when everything that was asked is.</summary>
    public Term Item { get; }

    /// <summary>Whether there is anything.</summary>
    public Expression Found => _found;

    /// <summary>The first (or the last) item that satisfies the lambda.</summary>
    /// <param name="code">Takes the code.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="isLast">Whether the last is wanted.</param>
    /// <param name="count">Counts the items that satisfy it, if somebody wants to know.</param>
    public static ListPick Search(CodeWriter code, ListLoop loop, bool isLast, ParameterExpression? count = null)
    {
        loop.RequireCondition();
        return new ListPick(code, loop.List.Path + "[]", pick => loop.Keep(loop.Item.Type, (item, holds) =>
        {
            Expression take = isLast ? pick.Take(item, loop.Item) : Expression.IfThen(Expression.Not(pick._found), pick.Take(item, loop.Item));
            return Expression.IfThen(holds, count is null ? take : Expression.Block(typeof(void), Expression.PreIncrementAssign(count), take));
        }));
    }

    /// <summary>The smallest (or the largest) of what the lambda gives; the first of those that are equal.</summary>
    /// <param name="code">Takes the code.</param>
    /// <param name="loop">The loop; its lambda gives what has an order.</param>
    /// <param name="isMax">Whether the largest is wanted.</param>
    /// <param name="each">What else is done with each of them.</param>
    public static ListPick Best(CodeWriter code, ListLoop loop, bool isMax, Func<Expression, Expression>? each = null) =>
        new(code, loop.ResultPath, pick => loop.Keep(loop.ResultType, (best, value) =>
        {
            var next = Expression.Variable(loop.ResultType);
            var isBetter = isMax ? IsLess(best, next) : IsLess(next, best);
            return Expression.Block(
                [next],
                Expression.Assign(next, value),
                each?.Invoke(next) ?? Expression.Empty(),
                Expression.IfThen(Expression.OrElse(Expression.Not(pick._found), isBetter), pick.Take(best, next)));
        }));

    /// <summary>The remembered value; the call fails if there is none.</summary>
    /// <param name="operation">The call, as its writer knows it.</param>
    /// <param name="first">What is done before.</param>
    public Term OrFail(string operation, Expression? first = null) => Item with
    {
        Value = Expression.Block(
            first ?? Expression.Empty(),
            Expression.Call(typeof(ListOperations), nameof(ListOperations.RequireAny), null, _found, Expression.Constant(operation)),
            Item.Value),
        MayFail = true,
    };

    private BlockExpression Take(ParameterExpression place, Expression value) =>
        Expression.Block(typeof(void), Expression.Assign(place, value), Expression.Assign(_found, Expression.Constant(true)));

    private static BinaryExpression IsLess(Expression left, Expression right) => left.Type == typeof(decimal)
        ? Expression.LessThan(left, right, liftToNull: false, QuickDecimal.MethodOf(ExpressionType.LessThan))
        : Expression.LessThan(Expression.Call(typeof(ListOperations), nameof(ListOperations.Compare), [left.Type], left, right), Expression.Constant(0));
}
