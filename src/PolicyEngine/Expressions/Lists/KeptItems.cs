using System.Linq.Expressions;
using PolicyEngine.Expressions.Code;

namespace PolicyEngine.Expressions.Lists;

/// <summary>
/// The items that <c>Where</c> keeps for the call that follows it, without a list: every item was evaluated and the kept ones were counted. A loop over them
/// evaluates each again, which is only done if that is cheap and cannot fail. So everything missing is named, and all steps are taken, as with a list.
/// </summary>
/// <param name="List">The source list; known if it is known for every item whether it is kept.</param>
/// <param name="Loop">The loop that evaluates the lambda.</param>
/// <param name="Count">How many items are kept.</param>
/// <param name="End">The first or last kept item, if that is requested.</param>
internal sealed record KeptItems(Term List, ListLoop Loop, Expression Count, ListPick? End)
{
    /// <summary>The calls that need only the number of items, or one of them.</summary>
    private static readonly HashSet<string> Single = new(StringComparer.Ordinal)
    {
        nameof(Enumerable.Any), nameof(Enumerable.Count), nameof(Enumerable.First), nameof(Enumerable.Last), nameof(Enumerable.FirstOrDefault), nameof(Enumerable.LastOrDefault),
    };

    private static readonly HashSet<string> Numbers = new(StringComparer.Ordinal) { nameof(Enumerable.Sum), nameof(Enumerable.Average), nameof(Enumerable.Min), nameof(Enumerable.Max) };

    private static readonly HashSet<string> Loops = new([.. Single, .. Numbers, nameof(Enumerable.All), nameof(Enumerable.Select), nameof(Enumerable.Where)], StringComparer.Ordinal);

    /// <summary>Whether a call may use what <c>Where</c> keeps.</summary>
    public static bool IsTakenBy(MethodCallExpression call) =>
        call.Arguments[0] is MethodCallExpression { Method: { Name: nameof(Enumerable.Where) } where } && where.DeclaringType == typeof(Enumerable)
        && (IsPlain(call) ? Single.Contains(call.Method.Name) || Numbers.Contains(call.Method.Name) : Loops.Contains(call.Method.Name) && ItemLambda.Of(call.Arguments[1]) is not null);

    /// <summary>Evaluates the lambda for every item.</summary>
    /// <param name="code">Takes the code.</param>
    /// <param name="loop">Asks.</param>
    /// <param name="taker">The call that uses the kept items.</param>
    /// <returns><see langword="null"/> if that call needs a list.</returns>
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
