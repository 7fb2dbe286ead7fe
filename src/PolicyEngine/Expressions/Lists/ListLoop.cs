using System.Linq.Expressions;
using PolicyEngine.Decimals;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Expressions.Running;

namespace PolicyEngine.Expressions.Lists;

/// <summary>
/// Writes the loop of a list call with a lambda, in three-valued logic. Quantifiers follow Kleene's logic and stop once they are decided. All other
/// operations are unknown if one item is, and evaluate every item, so that everything missing is reported.
/// </summary>
internal sealed class ListLoop
{
    private readonly CodeWriter _code;
    private readonly ParameterExpression _item;
    private readonly CodeBlock _body;
    private readonly Term _answer;
    private readonly KeptItems? _kept;
    private readonly bool _makesLists; // The lambda creates lists for one item that the next item does not need.

    /// <summary>Creates a loop over the items of a list.</summary>
    /// <param name="lowering">Lowers the lambda.</param>
    /// <param name="code">Receives the code.</param>
    /// <param name="list">The list, already lowered.</param>
    /// <param name="lambda">The lambda evaluated for every item.</param>
    /// <param name="kept">Selects the items to visit; <see langword="null"/> for all.</param>
    public ListLoop(Lowering lowering, CodeWriter code, Term list, ItemLambda lambda, KeptItems? kept = null)
        : this(code, list, kept)
    {
        var before = lowering.ListsMade;
        (_body, _answer) = code.Aside(() => lowering.LowerBody(lambda.Item, new Term(_item, Path: list.Path + "[]"), lambda.Body));
        _makesLists = lowering.ListsMade > before && !_answer.Type.IsArray;
    }

    /// <summary>Creates a loop over kept items that uses the items themselves as results, without a lambda.</summary>
    public ListLoop(CodeWriter code, KeptItems kept)
        : this(code, kept.List, kept) =>
        (_body, _answer) = (new CodeBlock(), new Term(_item, Path: kept.List.Path + "[]"));

    private ListLoop(CodeWriter code, Term list, KeptItems? kept)
    {
        (_code, _kept, List) = (code, kept, code.Keep(list));
        _item = Expression.Variable(list.Type.GetElementType()!);
        _body = new CodeBlock();
    }

    /// <summary>The list.</summary>
    public Term List { get; }

    /// <summary>The type of the lambda's result.</summary>
    public Type ResultType => _answer.Type;

    /// <summary>The path of the lambda's result in the facts; <see langword="null"/> if it is computed.</summary>
    public string? ResultPath => _answer.Path;

    /// <summary>The local of the current item.</summary>
    public ParameterExpression Item => _item;

    /// <summary>The number of items visited.</summary>
    public Expression Length => _kept?.Count ?? Expression.ArrayLength(Items);

    /// <summary>Whether the lambda can be evaluated a second time: it cannot fail, takes no steps and is not preceded by another filter.</summary>
    public bool CanAskAgain => _kept is null && !_body.MayFail && !_answer.MayFail;

    private Expression Items => List.Value;

    /// <summary>Writes <c>Any</c> or <c>All</c>, following Kleene's logic.</summary>
    public Term Quantify(bool isAny)
    {
        RequireCondition();
        var end = Expression.Label();
        var (known, value) = Start(typeof(bool), Expression.Constant(!isAny));
        return Over(known, value, mark =>
        {
            var decided = new CodeBlock();
            decided.Set(value, Expression.Constant(isAny));
            decided.Set(known, Expression.Constant(true));
            if (mark is not null)
                decided.Add(FrameCode.Forget(mark));
            decided.Add(Expression.Break(end));
            Expression holds = isAny ? _answer.Value : Expression.Not(_answer.Value);
            var block = new CodeBlock();
            block.Add(Expression.IfThen(_answer.Known is null ? holds : Expression.AndAlso(_answer.Known, holds), decided.ToExpression()), _answer.MayFail);
            if (_answer.Known is not null)
                block.Add(Expression.IfThen(Expression.Not(_answer.Known), Expression.Assign(known, Expression.Constant(false))));
            return block;
        }, end);
    }

    /// <summary>Writes the number of items that satisfy the lambda.</summary>
    public Term Count()
    {
        RequireCondition();
        var (known, count) = Start(typeof(int), Expression.Constant(0));
        return Over(known, count, _ => OfEach(known, value => Expression.IfThen(value, Expression.PreIncrementAssign(count))));
    }

    /// <summary>Writes the list of the items that satisfy the lambda.</summary>
    public Term Where()
    {
        RequireCondition();
        var (known, kept) = Start(List.Type, Expression.Default(List.Type));
        var count = _code.Block.Local(typeof(int));
        return Over(
            known,
            kept,
            _ => OfEach(known, value => Expression.IfThen(value, Expression.Assign(Expression.ArrayAccess(kept, Expression.PostIncrementAssign(count)), _item))),
            before: block => { block.Set(count, Expression.Constant(0)); block.Set(kept, NewArray(_item.Type)); },
            after: block => block.Set(kept, Expression.Call(typeof(ListOperations), nameof(ListOperations.Cut), [_item.Type], FrameCode.Lists, kept, count))) with
        { Path = List.Path };
    }

    /// <summary>Writes the list of the lambda's results.</summary>
    public Term Select()
    {
        var (known, selected) = Start(ResultType.MakeArrayType(), Expression.Default(ResultType.MakeArrayType()));
        var index = _code.Block.Local(typeof(int));
        return Over(
            known,
            selected,
            _ => OfEach(known, value => Expression.Assign(Expression.ArrayAccess(selected, Expression.PostIncrementAssign(index)), value)),
            before: block => { block.Set(index, Expression.Constant(0)); block.Set(selected, NewArray(ResultType)); }) with
        { Path = _answer.Path };
    }

    /// <summary>Writes the sum of the lambda's results.</summary>
    public Term Sum()
    {
        var (known, sum) = Start(ResultType, Expression.Default(ResultType));
        return Over(known, sum, _ => OfEach(known, value => Expression.Assign(sum, Expression.AddChecked(sum, value, sum.Type == typeof(decimal) ? QuickDecimal.MethodOf(ExpressionType.Add) : null)), mayFail: true));
    }

    /// <summary>Writes the mean of the lambda's results.</summary>
    public Term Average()
    {
        var sum = Sum();
        return _code.Apply([sum], values => Expression.Call(typeof(Failing), nameof(Failing.Mean), null, FrameCode.Frame, values[0], Length));
    }

    /// <summary>Writes a loop over one local value, which starts as the default of its type and which each known result of the lambda may change.</summary>
    /// <param name="type">The type of the value.</param>
    /// <param name="change">Creates the code of the change from the local and the lambda's result.</param>
    public Term Keep(Type type, Func<ParameterExpression, Expression, Expression> change)
    {
        var (known, kept) = Start(type, Expression.Default(type));
        return Over(known, kept, _ => OfEach(known, answer => change(kept, answer)));
    }

    /// <summary>Throws unless the lambda's result is a boolean.</summary>
    public void RequireCondition()
    {
        if (ResultType != typeof(bool))
            throw LoweringException.Refuse("a lambda of this type");
    }

    private Expression NewArray(Type item) => FrameCode.Lend(item, Length);

    private (ParameterExpression Known, ParameterExpression Value) Start(Type type, Expression value)
    {
        var (known, local) = (_code.Block.Local(typeof(bool)), _code.Block.Local(type));
        _code.Block.Set(known, List.Known ?? Expression.Constant(true));
        _code.Block.Set(local, value);
        return (known, local);
    }

    /// <summary>Returns code that uses the lambda's result for an item if it is known; otherwise the whole result becomes unknown.</summary>
    private CodeBlock OfEach(ParameterExpression known, Func<Expression, Expression> use, bool mayFail = false)
    {
        var block = new CodeBlock();
        var used = use(_answer.Value);
        block.Add(_answer.Known is null ? used : Expression.IfThenElse(_answer.Known, used, Expression.Assign(known, Expression.Constant(false))), mayFail || _answer.MayFail);
        return block;
    }

    private Term Over(
        ParameterExpression known,
        ParameterExpression value,
        Func<ParameterExpression?, CodeBlock> each,
        LabelTarget? end = null,
        Action<CodeBlock>? before = null,
        Action<CodeBlock>? after = null)
    {
        var mark = _answer.Known is null ? null : _code.Mark();
        var block = new CodeBlock();
        before?.Invoke(block);
        Loop(block, each(mark), end ?? Expression.Label());
        after?.Invoke(block);
        if (List.Known is null)
            _code.Block.Append(block);
        else
            _code.Block.If(known, block);
        return new Term(value, List.Known is null && _answer.Known is null ? null : known);
    }

    /// <summary>Returns code that evaluates the lambda again for an item and runs <paramref name="then"/> if it is true. The result must be known.</summary>
    public Expression Again(Expression item, Expression then)
    {
        var block = new CodeBlock();
        block.Append(_body);
        block.Add(Expression.IfThen(_answer.Value, then));
        return Expression.Block([_item], Expression.Assign(_item, item), block.ToExpression());
    }

    private void Loop(CodeBlock block, CodeBlock each, LabelTarget end)
    {
        var index = block.Local(typeof(int));
        block.Set(index, Expression.Constant(0));
        var lent = _makesLists ? block.Local(typeof(int)) : null;
        if (lent is not null)
            block.Set(lent, FrameCode.Lent);
        var body = new CodeBlock();
        body.Append(_body);
        body.Append(each);
        var step = Expression.Block(
            [_item],
            Expression.IfThen(Expression.GreaterThanOrEqual(index, Expression.ArrayLength(Items)), Expression.Break(end)),
            Expression.Assign(_item, Expression.ArrayIndex(Items, index)),
            Expression.PreIncrementAssign(index),
            lent is null ? Expression.Empty() : FrameCode.TakeBack(lent),
            _kept is null ? body.ToExpression() : _kept.Loop.Again(_item, body.ToExpression()));
        block.Add(Expression.Loop(step, end), body.MayFail);
        if (lent is not null)
            block.Add(FrameCode.TakeBack(lent));
    }
}
