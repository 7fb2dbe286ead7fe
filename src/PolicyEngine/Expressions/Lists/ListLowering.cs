using System.Globalization;
using System.Linq.Expressions;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Expressions.Running;

namespace PolicyEngine.Expressions.Lists;

/// <summary>Lowers the list calls that expressions may use. Calls with lambdas become loops.</summary>
internal sealed class ListLowering(Lowering lowering, CodeWriter code, SharedLoads loads)
{
    /// <summary>Additional steps per item of a sort: more than the binary logarithm of the longest list.</summary>
    private const int StepsToSort = 16;

    private static readonly Type Operations = typeof(ListOperations);
    private readonly ListEnds _ends = new(code);

    private MethodCallExpression? _taker; // The call that can use the kept items of the call being lowered.
    private KeptItems? _kept; // The kept items, until that call uses them.

    /// <summary>Lowers a call of <see cref="Enumerable"/>.</summary>
    public Term LowerCall(MethodCallExpression call)
    {
        if (IsAmong(call) is { } among)
            return lowering.Lower(among);
        var taker = _taker;
        var (list, kept) = LowerSource(call);
        if (!list.Type.IsArray)
            throw LoweringException.Refuse($"`{call.Method.Name}` on this value");
        if (call.Arguments.Count == 1 || ItemLambda.Of(call.Arguments[1]) is not { } lambda)
            return kept is null ? LowerPlain(call, Charged(list)) : LowerPlain(call, kept);
        var loop = LoopOver(list, lambda, call.Method.Name is nameof(Enumerable.OrderBy) or nameof(Enumerable.OrderByDescending) ? StepsToSort : 0, kept);
        if (taker is null || (_kept = KeptItems.For(code, loop, taker)) is null)
            return LowerWithLambda(call, loop);
        return _kept.List;
    }

    /// <summary>Lowers the list that a call operates on; returns kept items too if a preceding <c>Where</c> creates no list.</summary>
    private (Term List, KeptItems? Kept) LowerSource(MethodCallExpression call)
    {
        _taker = KeptItems.IsTakenBy(call) ? call : null;
        var list = lowering.Lower(call.Arguments[0]);
        var kept = _kept;
        (_taker, _kept) = (null, null);
        return (list, kept);
    }

    /// <summary>Creates a loop over a list, and code that subtracts steps for every item according to the work of the lambda.</summary>
    private ListLoop LoopOver(Term list, ItemLambda lambda, int more = 0, KeptItems? kept = null)
    {
        var before = lowering.Work;
        var loop = new ListLoop(lowering, code, list, lambda, kept);
        Charge(loop.List.Known, loop.Length, 1 + more + ((lowering.Work - before) / EvaluationLimits.OperationsPerStep));
        return loop;
    }

    /// <summary>Returns the same value, after code that subtracts a step per item if it is a list.</summary>
    public Term Charged(Term value)
    {
        if (!value.Type.IsArray)
            return value;
        value = code.Keep(value);
        Charge(value.Known, Expression.ArrayLength(value.Value), perItem: 1);
        return value;
    }

    private void Charge(Expression? known, Expression length, int perItem)
    {
        var steps = new CodeBlock();
        steps.Add(FrameCode.Charge(Expression.Add(Expression.Constant(1), Expression.Multiply(length, Expression.Constant(perItem)))), mayFail: true);
        if (known is null)
            code.Block.Append(steps);
        else
            code.Block.If(known, steps);
    }

    /// <summary>Lowers <c>list[index]</c>; the result is missing data if the index is outside the list.</summary>
    public Term LowerIndex(Expression list, Expression index) => LowerIndex(code.Operands([() => lowering.Lower(list), () => lowering.Lower(index)]));

    private Term LowerIndex(Term[] operands)
    {
        var (list, index) = (code.Keep(operands[0]), code.Keep(operands[1]));
        if (index.Value is not ConstantExpression { Value: int place })
            return LoadItem(list, index, $"{list.Path}[]");
        var path = string.Create(CultureInfo.InvariantCulture, $"{list.Path}[{place}]");
        return place >= 0 && !list.Type.GetElementType()!.IsValueType && loads.Has(list.Value)
            ? SharedItem(list, place, path)
            : LoadItem(list, index, path);
    }

    private Term SharedItem(Term list, int place, string path)
    {
        var isInside = Expression.GreaterThan(Expression.ArrayLength(list.Value), Expression.Constant(place));
        var local = loads.Part(list.Value, path, Expression.AndAlso(CodeWriter.IsThere(list.Value), isInside), Expression.ArrayIndex(list.Value, Expression.Constant(place)));
        var item = lowering.Shared(local, path);
        if (item.Known is not null)
            code.Block.Note(Expression.Or(item.Known, Expression.Not(CodeWriter.IsThere(list.Value))), path);
        return item;
    }

    private Term LoadItem(Term list, Term index, string path)
    {
        var isInside = Expression.LessThan(Expression.Convert(index.Value, typeof(uint)), Expression.Convert(Expression.ArrayLength(list.Value), typeof(uint)));
        var known = code.Block.Local(typeof(bool));
        if (code.AllKnown([list, index]) is not { } areKnown)
        {
            code.Block.Set(known, isInside);
            code.Block.Note(known, path);
            return new Term(Expression.ArrayIndex(list.Value, index.Value), known, Path: path);
        }

        // If the list or the index is unknown, that is already recorded. If both are known, the missing item is recorded.
        code.Block.Set(known, Expression.AndAlso(areKnown, isInside));
        code.Block.Note(Expression.Or(known, Expression.Not(areKnown)), path);
        return new Term(Expression.ArrayIndex(list.Value, index.Value), known, Path: path);
    }

    /// <summary>
    /// Rewrites <c>x in (1, 2, m.b)</c>, which the parser turns into <c>Contains</c> on a list, to one comparison per item: a missing item
    /// does not matter if another one is equal. Returns <see langword="null"/> for other calls, and if all items are constants.
    /// </summary>
    private static Expression? IsAmong(MethodCallExpression call)
    {
        if (call.Method.Name is not nameof(Enumerable.Contains) || call.Arguments.Count != 2 || call.Arguments[0] is not NewArrayExpression { NodeType: ExpressionType.NewArrayInit } array)
            return null;
        var (constant, open) = (array.Expressions.Where(e => e is ConstantExpression).ToList(), array.Expressions.Where(e => e is not ConstantExpression).ToList());
        if (open.Count == 0)
            return null;
        var asked = open.Select(item => (Expression)Expression.Equal(call.Arguments[1], item));
        if (constant.Count > 0)
            asked = asked.Prepend(Expression.Call(call.Method, Expression.NewArrayInit(array.Type.GetElementType()!, constant), call.Arguments[1]));
        return asked.Aggregate(Expression.OrElse);
    }

    /// <summary>The calls that compare items with each other.</summary>
    private static readonly HashSet<string> Comparing = new(StringComparer.Ordinal)
    {
        nameof(Enumerable.Distinct), nameof(Enumerable.Union), nameof(Enumerable.Except), nameof(Enumerable.Intersect), nameof(Enumerable.Min), nameof(Enumerable.Max),
    };

    /// <summary>Returns the same list; if it is a list of texts, code that subtracts the steps of comparing their characters is added.</summary>
    private Term Compared(Term list) => list.Type == typeof(string[]) && list.Value is not NewArrayExpression
        ? code.Apply([list], values => FrameCode.ChargeTexts(values[0])) with { Path = list.Path }
        : list;

    private Term LowerPlain(MethodCallExpression call, Term list)
    {
        var item = list.Type.GetElementType()!;
        var argument = call.Arguments.Count > 1 ? Charged(lowering.Lower(call.Arguments[1])) : (Term?)null;
        if (Comparing.Contains(call.Method.Name) || (call.Method.Name is nameof(Enumerable.Contains) && lowering.IsInLoop))
            (list, argument) = (Compared(list), argument is { } texts ? Compared(texts) : null);
        return (call.Method.Name, argument) switch
        {
            (nameof(Enumerable.Any), null) => Call(nameof(ListOperations.IsAny), list),
            (nameof(Enumerable.Count), null) => Call(nameof(ListOperations.Length), list),
            (nameof(Enumerable.First) or nameof(Enumerable.Last), null) => Call(call.Method.Name, list),
            (nameof(Enumerable.FirstOrDefault) or nameof(Enumerable.LastOrDefault), null) => _ends.OrMissing(list, call.Method.Name),
            (nameof(Enumerable.Min) or nameof(Enumerable.Max), null) => Call(call.Method.Name, ListEnds.Ordered(list)),
            (nameof(Enumerable.Sum) or nameof(Enumerable.Average), null) => Aggregate(call.Method.Name, list),
            (nameof(Enumerable.Distinct) or nameof(Enumerable.Reverse), null) when item.IsValueType || item == typeof(string) || call.Method.Name is nameof(Enumerable.Reverse) =>
                Make(call.Method.Name, list),
            (nameof(Enumerable.Take) or nameof(Enumerable.Skip), { } count) when count.Type == typeof(int) => Make(call.Method.Name, list, count),
            (nameof(Enumerable.Contains), { } value) when value.Type == item => Call(call.Method.Name, list, value),
            (nameof(Enumerable.ToList) or nameof(Enumerable.ToArray), null) => list,
            (nameof(Enumerable.ElementAt), { } index) when index.Type == typeof(int) => LowerIndex([list, index]),
            (nameof(Enumerable.Union) or nameof(Enumerable.Except) or nameof(Enumerable.Intersect), { } other) when other.Type == list.Type && (item.IsValueType || item == typeof(string)) =>
                Make(call.Method.Name, list, other),
            (nameof(Enumerable.Concat), { } other) when other.Type == list.Type => Make(call.Method.Name, list, other),
            _ => throw LoweringException.Refuse($"`{call.Method.Name}`"),
        };
    }

    private Term LowerPlain(MethodCallExpression call, KeptItems kept)
    {
        Charge(kept.List.Known, kept.Count, perItem: 1);
        var (known, path) = (kept.List.Known, kept.List.Path);
        return call.Method.Name switch
        {
            nameof(Enumerable.Any) => new Term(Expression.GreaterThan(kept.Count, Expression.Constant(0)), known, Path: path),
            nameof(Enumerable.Count) => new Term(kept.Count, known, Path: path),
            nameof(Enumerable.First) or nameof(Enumerable.Last) => kept.End!.OrFail(call.Method.Name),
            nameof(Enumerable.FirstOrDefault) or nameof(Enumerable.LastOrDefault) => _ends.OrMissing(kept.End!),
            nameof(Enumerable.Min) or nameof(Enumerable.Max) => _ends.Best(new ListLoop(code, kept), call.Method.Name) with { Path = path },
            _ => Aggregate(call.Method.Name, new ListLoop(code, kept)),
        };
    }

    private Term LowerWithLambda(MethodCallExpression call, ListLoop loop) => call.Method.Name switch
    {
        nameof(Enumerable.Any) => loop.Quantify(isAny: true),
        nameof(Enumerable.All) => loop.Quantify(isAny: false),
        nameof(Enumerable.Count) => loop.Count(),
        nameof(Enumerable.Where) => loop.Where(),
        nameof(Enumerable.First) or nameof(Enumerable.Last) => _ends.Search(loop, call.Method.Name),
        nameof(Enumerable.FirstOrDefault) or nameof(Enumerable.LastOrDefault) => _ends.SearchOrMissing(loop, call.Method.Name),
        nameof(Enumerable.Select) => loop.Select(),
        nameof(Enumerable.SelectMany) => Charged(Flatten(loop.Select())),
        nameof(Enumerable.Sum) or nameof(Enumerable.Average) => Aggregate(call.Method.Name, loop),
        nameof(Enumerable.Min) or nameof(Enumerable.Max) => _ends.Best(loop, call.Method.Name),
        nameof(Enumerable.OrderBy) => Sort(loop, descending: false),
        nameof(Enumerable.OrderByDescending) => Sort(loop, descending: true),
        _ => throw LoweringException.Refuse($"`{call.Method.Name}`"),
    };

    /// <summary>Whether a call searches a list and can return nothing.</summary>
    public static bool IsSearch(MethodCallExpression call) =>
        call.Method.DeclaringType == typeof(Enumerable) && call.Method.Name is nameof(Enumerable.FirstOrDefault) or nameof(Enumerable.LastOrDefault);

    /// <summary>Lowers the test whether a search finds anything.</summary>
    /// <param name="call">A call for which <see cref="IsSearch"/> is true.</param>
    public Term LowerFound(MethodCallExpression call)
    {
        var list = lowering.Lower(call.Arguments[0]);
        return call.Arguments.Count > 1 && ItemLambda.Of(call.Arguments[1]) is { } lambda
            ? LoopOver(list, lambda).Quantify(isAny: true)
            : Call(nameof(ListOperations.IsAny), list);
    }

    private Term Sort(ListLoop loop, bool descending)
    {
        var keys = Compared(ListEnds.Ordered(loop.Select()));
        var list = loop.List;
        Type[] types = [list.Type.GetElementType()!, keys.Type.GetElementType()!];
        return code.Apply([list, keys], values => Expression.Call(Operations, nameof(ListOperations.SortedByKeys), types, FrameCode.Lists, values[0], values[1], Expression.Constant(descending)))
            with
        { Path = list.Path };
    }

    private static Term Aggregate(string operation, ListLoop loop)
    {
        if (loop.ResultType == typeof(decimal))
            return operation is nameof(Enumerable.Sum) ? loop.Sum() : loop.Average();
        if (loop.ResultType == typeof(int) && operation is nameof(Enumerable.Sum))
            return loop.Sum();
        throw LoweringException.Refuse($"`{operation}` on this list");
    }

    private Term Aggregate(string operation, Term list)
    {
        var item = list.Type.GetElementType()!;
        if (item == typeof(decimal))
            return Plain(operation, list);
        if (item == typeof(int) && operation is nameof(Enumerable.Sum))
            return Plain(nameof(ListOperations.SumIntegers), list);
        throw LoweringException.Refuse($"`{operation}` on this list");
    }

    private Term Plain(string operation, Term list) => code.Apply([list], values => Expression.Call(Operations, operation, null, values[0]));

    private Term Call(string operation, params Term[] operands)
    {
        var item = operands[0].Type.GetElementType()!;
        var path = operation is nameof(ListOperations.First) or nameof(ListOperations.Last) ? operands[0].Path + "[]" : operands[0].Path;
        return code.Apply(operands, values => Expression.Call(Operations, operation, [item], [.. values])) with { Path = path };
    }

    private Term Flatten(Term lists)
    {
        var item = lists.Type.GetElementType()!;
        return Make(nameof(ListOperations.Flatten), item.GetElementType() ?? throw LoweringException.Refuse(item == typeof(string) ? "`SelectMany` over the characters of a text" : "`SelectMany` on this value"), lists);
    }

    private Term Make(string operation, params Term[] operands) => Make(operation, operands[0].Type.GetElementType()!, operands);

    /// <summary>Returns a call of an operation whose result is a list.</summary>
    private Term Make(string operation, Type item, params Term[] operands) =>
        code.Apply(operands, values => Expression.Call(Operations, operation, [item], [FrameCode.Lists, .. values])) with { Path = operands[0].Path };
}
