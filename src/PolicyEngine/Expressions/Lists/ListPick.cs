using System.Linq.Expressions;
using PolicyEngine.Decimals;
using PolicyEngine.Expressions.Code;

namespace PolicyEngine.Expressions.Lists;

/// <summary>Writes loops that remember one of the values they visit. Every item is evaluated, so that everything missing is reported.</summary>
internal sealed class ListPick
{
    private readonly ParameterExpression _found;

    private ListPick(CodeWriter code, string? path, Func<ListPick, Term> write)
    {
        _found = code.Block.Local(typeof(bool));
        code.Block.Set(_found, Expression.Constant(false));
        Item = write(this) with { Path = path };
    }

    /// <summary>The remembered value; valid only if <see cref="Found"/>. It is known if the lambda's result was known for every item.</summary>
    public Term Item { get; }

    /// <summary>Whether there is a remembered value.</summary>
    public Expression Found => _found;

    /// <summary>Searches for the first (or last) item that satisfies the lambda.</summary>
    /// <param name="code">Receives the code.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="isLast">Whether the last is wanted.</param>
    /// <param name="count">Receives the number of items that satisfy the lambda; <see langword="null"/> if it is not needed.</param>
    public static ListPick Search(CodeWriter code, ListLoop loop, bool isLast, ParameterExpression? count = null)
    {
        loop.RequireCondition();
        return new ListPick(code, loop.List.Path + "[]", pick => loop.Keep(loop.Item.Type, (item, holds) =>
        {
            Expression take = isLast ? pick.Take(item, loop.Item) : Expression.IfThen(Expression.Not(pick._found), pick.Take(item, loop.Item));
            return Expression.IfThen(holds, count is null ? take : Expression.Block(typeof(void), Expression.PreIncrementAssign(count), take));
        }));
    }

    /// <summary>Searches for the smallest (or largest) result of the lambda; of equal ones the first.</summary>
    /// <param name="code">Receives the code.</param>
    /// <param name="loop">The loop; the results of its lambda can be ordered.</param>
    /// <param name="isMax">Whether the largest is wanted.</param>
    /// <param name="each">Creates additional code to run for each result; <see langword="null"/> for none.</param>
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

    /// <summary>Returns the remembered value; evaluating it fails if there is none.</summary>
    /// <param name="operation">The name of the call, for the failure's message.</param>
    /// <param name="first">Code to run before; <see langword="null"/> for none.</param>
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
