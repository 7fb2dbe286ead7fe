using System.Linq.Expressions;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions;

/// <summary>Lowers the list calls that expressions may use, with their lambdas.</summary>
internal sealed class ListLowering(Lowering lowering, LiftedCode code)
{
    private static readonly Type Operations = typeof(ListOperations);

    /// <summary>Lowers a call of <see cref="Enumerable"/>.</summary>
    public Term LowerCall(MethodCallExpression call)
    {
        var list = Charged(lowering.Lower(call.Arguments[0]), call.Method.Name is nameof(Enumerable.OrderBy) or nameof(Enumerable.OrderByDescending) ? StepsToSort : 1);
        if (!list.ValueType.IsArray)
            throw Lowering.Refuse($"`{call.Method.Name}` on this value");
        var lambda = call.Arguments.Count > 1 ? Lambda(call.Arguments[1]) : null;
        return lambda is not null ? LowerWithLambda(call, list, lambda) : LowerPlain(call, list);
    }

    /// <summary>The same value; evaluating it takes its steps when it is a list.</summary>
    public Term Charged(Term value, int perItem = 1)
    {
        if (!value.ValueType.IsArray)
            return value;
        var item = value.ValueType.GetElementType()!;
        var charged = LiftedCode.Apply([value], values => Expression.Call(code.Frame, nameof(EvaluationFrame.ChargeList), [item], values[0], Expression.Constant(perItem)));
        return charged with { Path = value.Path };
    }

    /// <summary>More than the logarithm of the longest list.</summary>
    private const int StepsToSort = 16;

    /// <summary>Lowers <c>list[index]</c>; an index outside the list is missing data.</summary>
    public Term LowerIndex(Term list, Term index)
    {
        var item = list.ValueType.GetElementType()!;
        var value = Expression.Variable(item);
        var lifted = Term.Lift(item);
        var path = $"{list.Path}[{(index.Body is ConstantExpression constant ? constant.Value : string.Empty)}]";
        // An unknown list or index stays unknown; a known pair that misses the list names the item.
        var found = LiftedCode.Apply([list, index], values => Expression.Block(
            lifted,
            [value],
            Expression.Condition(
                Expression.Call(Operations, nameof(ListOperations.TryAt), [item], values[0], values[1], value),
                LiftedCode.Convert(value, lifted),
                Expression.Block(code.Miss(path), Expression.Default(lifted)))));
        return new Term(found.Body, MayBeMissing: true, path);
    }

    private Term LowerPlain(MethodCallExpression call, Term list)
    {
        var item = list.ValueType.GetElementType()!;
        var argument = call.Arguments.Count > 1 ? Charged(lowering.Lower(call.Arguments[1])) : (Term?)null;
        return (call.Method.Name, argument) switch
        {
            (nameof(Enumerable.Any), null) => Call(nameof(ListOperations.IsAny), list),
            (nameof(Enumerable.Count), null) => Call(nameof(ListOperations.Length), list),
            (nameof(Enumerable.First) or nameof(Enumerable.Last), null) => Call(call.Method.Name, list),
            (nameof(Enumerable.FirstOrDefault), null) => FirstOrMissing(list),
            (nameof(Enumerable.LastOrDefault), null) => FirstOrMissing(Call(nameof(ListOperations.Reverse), list)),
            (nameof(Enumerable.Min) or nameof(Enumerable.Max), null) => Call(call.Method.Name, list),
            (nameof(Enumerable.Sum) or nameof(Enumerable.Average), null) => Aggregate(call.Method.Name, list),
            (nameof(Enumerable.Distinct) or nameof(Enumerable.Reverse), null) when item.IsValueType || item == typeof(string) || call.Method.Name is nameof(Enumerable.Reverse) =>
                Call(call.Method.Name, list),
            (nameof(Enumerable.Take) or nameof(Enumerable.Skip), { } count) when count.ValueType == typeof(int) => Call(call.Method.Name, list, count),
            (nameof(Enumerable.Contains), { } value) when value.ValueType == item => Call(call.Method.Name, list, value),
            (nameof(Enumerable.ToList) or nameof(Enumerable.ToArray), null) => list,
            (nameof(Enumerable.ElementAt), { } index) when index.ValueType == typeof(int) => LowerIndex(list, index),
            (nameof(Enumerable.Union) or nameof(Enumerable.Except) or nameof(Enumerable.Intersect), { } other) when other.ValueType == list.ValueType && (item.IsValueType || item == typeof(string)) =>
                Call(call.Method.Name, list, other),
            (nameof(Enumerable.Concat), { } other) when other.ValueType == list.ValueType => Call(call.Method.Name, list, other),
            _ => throw Lowering.Refuse($"`{call.Method.Name}`"),
        };
    }

    private Term LowerWithLambda(MethodCallExpression call, Term list, LambdaExpression lambda) => call.Method.Name switch
    {
        nameof(Enumerable.Any) or nameof(Enumerable.All) or nameof(Enumerable.Count) or nameof(Enumerable.Where) => Filter(call.Method.Name, list, lambda),
        nameof(Enumerable.First) or nameof(Enumerable.Last) => Call(call.Method.Name, Filter(nameof(Enumerable.Where), list, lambda)),
        nameof(Enumerable.FirstOrDefault) => FirstOrMissing(Filter(nameof(Enumerable.Where), list, lambda)),
        nameof(Enumerable.LastOrDefault) => FirstOrMissing(Call(nameof(ListOperations.Reverse), Filter(nameof(Enumerable.Where), list, lambda))),
        nameof(Enumerable.Select) => Select(list, lambda),
        nameof(Enumerable.SelectMany) => Call(nameof(ListOperations.Flatten), Select(list, lambda)),
        nameof(Enumerable.Sum) or nameof(Enumerable.Average) => Aggregate(call.Method.Name, Select(list, lambda)),
        nameof(Enumerable.Min) or nameof(Enumerable.Max) => Call(call.Method.Name, Select(list, lambda)),
        nameof(Enumerable.OrderBy) => Sort(list, lambda, descending: false),
        nameof(Enumerable.OrderByDescending) => Sort(list, lambda, descending: true),
        _ => throw Lowering.Refuse($"`{call.Method.Name}`"),
    };

    private Term Filter(string operation, Term list, LambdaExpression lambda)
    {
        var item = list.ValueType.GetElementType()!;
        var predicate = Function(list, lambda, typeof(bool?));
        var local = Expression.Variable(list.ValueType);
        var call = Expression.Call(Operations, operation, [item], local, predicate);
        return OverKnown(list, local, call);
    }

    private Term Select(Term list, LambdaExpression lambda)
    {
        var item = list.ValueType.GetElementType()!;
        var body = Body(list, lambda);
        var result = body.ValueType;
        var operation = result.IsValueType ? nameof(ListOperations.SelectValues) : nameof(ListOperations.SelectObjects);
        var selector = Expression.Lambda(body.Lifted(), lambda.Parameters[0]);
        var local = Expression.Variable(list.ValueType);
        return OverKnown(list, local, Expression.Call(Operations, operation, [item, result], local, selector), body.Path);
    }

    private Term Sort(Term list, LambdaExpression lambda, bool descending)
    {
        var item = list.ValueType.GetElementType()!;
        var local = Expression.Variable(list.ValueType);
        var keys = Select(new Term(local, MayBeMissing: false, list.Path), lambda);
        var sorted = LiftedCode.Apply(
            [new Term(local, MayBeMissing: false), keys],
            values => Expression.Call(
                Operations, nameof(ListOperations.SortedByKeys), [item, keys.ValueType.GetElementType()!], values[0], values[1], Expression.Constant(descending)));
        return OverKnown(list, local, sorted.Body, list.Path);
    }

    /// <summary>Whether a call searches a list and may find nothing.</summary>
    public static bool IsSearch(MethodCallExpression call) =>
        call.Method.DeclaringType == typeof(Enumerable) && call.Method.Name is nameof(Enumerable.FirstOrDefault) or nameof(Enumerable.LastOrDefault);

    /// <summary>Whether a search finds anything.</summary>
    /// <param name="call">A call that <see cref="IsSearch"/>.</param>
    public Term LowerFound(MethodCallExpression call)
    {
        var list = lowering.Lower(call.Arguments[0]);
        return call.Arguments.Count > 1 && Lambda(call.Arguments[1]) is { } lambda
            ? Filter(nameof(Enumerable.Any), list, lambda)
            : Call(nameof(ListOperations.IsAny), list);
    }

    private Term FirstOrMissing(Term list)
    {
        var item = list.ValueType.GetElementType()!;
        var lifted = Term.Lift(item);
        var first = LiftedCode.Apply([list], values => Expression.Condition(
            Expression.GreaterThan(Expression.ArrayLength(values[0]), Expression.Constant(0)),
            LiftedCode.Convert(Expression.ArrayIndex(values[0], Expression.Constant(0)), lifted),
            // As everywhere, an object is only asked for on the way to one of its fields; the field is what gets named.
            typeof(FactObject).IsAssignableFrom(item) ? Expression.Default(lifted) : Expression.Block(code.Miss(list.Path + "[]"), Expression.Default(lifted))));
        return new Term(first.Body, MayBeMissing: true, list.Path + "[]");
    }

    private static Term Aggregate(string operation, Term list)
    {
        var item = list.ValueType.GetElementType()!;
        if (item == typeof(decimal))
            return Plain(operation, list);
        if (item == typeof(int) && operation is nameof(Enumerable.Sum))
            return Plain(nameof(ListOperations.SumIntegers), list);
        throw Lowering.Refuse($"`{operation}` on this list");
    }

    private static Term Plain(string operation, Term list) =>
        LiftedCode.Apply([list], values => Expression.Call(Operations, operation, null, values[0]));

    private static Term Call(string operation, params Term[] operands)
    {
        var item = operands[0].ValueType.GetElementType()!;
        if (operation is nameof(ListOperations.Flatten))
            item = item.GetElementType() ?? throw Lowering.Refuse("`SelectMany` on this value");
        return LiftedCode.Apply(operands, values => Expression.Call(Operations, operation, [item], [.. values])) with { Path = operands[0].Path };
    }

    /// <summary>Runs an operation on a list once the list is known, and forgets what was missing when the answer is known after all.</summary>
    private Term OverKnown(Term list, ParameterExpression local, Expression operation, string? path = null)
    {
        var lifted = Term.Lift(operation.Type);
        var body = Expression.Block(
            lifted,
            [local],
            Expression.Assign(local, list.Body),
            Expression.Condition(LiftedCode.IsKnown(local), LiftedCode.Convert(operation, lifted), Expression.Default(lifted)));
        return code.Settle(body, path ?? list.Path);
    }

    private LambdaExpression Function(Term list, LambdaExpression lambda, Type result)
    {
        var body = Body(list, lambda);
        if (body.Lifted().Type != result)
            throw Lowering.Refuse("a lambda of this type");
        return Expression.Lambda(body.Lifted(), lambda.Parameters[0]);
    }

    private Term Body(Term list, LambdaExpression lambda) => lambda.Parameters.Count == 1
        ? lowering.LowerBody(lambda.Parameters[0], new Term(lambda.Parameters[0], MayBeMissing: false, list.Path + "[]"), lambda.Body)
        : throw Lowering.Refuse("a lambda with several parameters");

    private static LambdaExpression? Lambda(Expression argument) => argument switch
    {
        LambdaExpression lambda => lambda,
        UnaryExpression { NodeType: ExpressionType.Quote, Operand: LambdaExpression quoted } => quoted,
        _ => null,
    };
}
