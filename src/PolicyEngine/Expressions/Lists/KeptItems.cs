using System.Linq.Expressions;
using PolicyEngine.Expressions.Code;

namespace PolicyEngine.Expressions.Lists;

/// <summary>
/// The items that <c>Where</c> keeps for the next call, without creating a list: every item has been evaluated and the kept ones counted. A loop over
/// the kept items evaluates the lambda again, which is done only if that is cheap and cannot fail. Missing data and steps are the same as with a list.
/// </summary>
/// <param name="List">The source list; known only if the lambda's result is known for every item.</param>
/// <param name="Loop">The loop that evaluates the lambda.</param>
/// <param name="Count">The number of kept items.</param>
/// <param name="End">The first or last kept item; <see langword="null"/> if it is not needed.</param>
internal sealed record KeptItems(Term List, ListLoop Loop, Expression Count, ListPick? End)
{
    /// <summary>The calls that need only the number of items or one of them.</summary>
    private static readonly HashSet<string> Single = new(StringComparer.Ordinal)
    {
        nameof(Enumerable.Any), nameof(Enumerable.Count), nameof(Enumerable.First), nameof(Enumerable.Last), nameof(Enumerable.FirstOrDefault), nameof(Enumerable.LastOrDefault),
    };

    private static readonly HashSet<string> Numbers = new(StringComparer.Ordinal) { nameof(Enumerable.Sum), nameof(Enumerable.Average), nameof(Enumerable.Min), nameof(Enumerable.Max) };

    private static readonly HashSet<string> Loops = new([.. Single, .. Numbers, nameof(Enumerable.All), nameof(Enumerable.Select), nameof(Enumerable.Where)], StringComparer.Ordinal);

    /// <summary>Whether a call follows <c>Where</c> and can use its kept items without a list.</summary>
    public static bool IsTakenBy(MethodCallExpression call) =>
        call.Arguments[0] is MethodCallExpression { Method: { Name: nameof(Enumerable.Where) } where } && where.DeclaringType == typeof(Enumerable)
        && (IsPlain(call) ? Single.Contains(call.Method.Name) || Numbers.Contains(call.Method.Name) : Loops.Contains(call.Method.Name) && ItemLambda.Of(call.Arguments[1]) is not null);

    /// <summary>Writes the code that evaluates the lambda for every item, and returns the kept items.</summary>
    /// <param name="code">Receives the code.</param>
    /// <param name="loop">The loop over the items with the lambda of <c>Where</c>.</param>
    /// <param name="taker">The call that uses the kept items.</param>
    /// <returns><see langword="null"/> if that call needs a real list.</returns>
    public static KeptItems? For(CodeWriter code, ListLoop loop, MethodCallExpression taker)
    {
        var isSingle = IsPlain(taker) && Single.Contains(taker.Method.Name);
        if (!isSingle && !loop.CanAskAgain)
            return null;
        if (!isSingle || taker.Method.Name is nameof(Enumerable.Any) or nameof(Enumerable.Count))
        {
            var counted = loop.Count();
            return new KeptItems(loop.List with { Known = counted.Known }, loop, counted.Value, End: null);
        }

        var count = code.Block.Local(typeof(int));
        code.Block.Set(count, Expression.Constant(0));
        var end = ListPick.Search(code, loop, ListEnds.IsLast(taker.Method.Name), count);
        return new KeptItems(loop.List with { Known = end.Item.Known }, loop, count, end);
    }

    private static bool IsPlain(MethodCallExpression call) => call.Arguments.Count == 1;
}
