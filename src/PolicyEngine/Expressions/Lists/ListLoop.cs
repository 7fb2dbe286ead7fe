using System.Linq.Expressions;
using PolicyEngine.Decimals;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Expressions.Running;

namespace PolicyEngine.Expressions.Lists;

/// <summary>
/// Writes the loop of a list call with a lambda, in three-valued logic: quantifiers follow Kleene, everything that needs
/// every item is unknown as soon as one item is. Every item is evaluated, so that everything missing is named.
/// </summary>
internal sealed class ListLoop
{
    private readonly CodeWriter _code;
    private readonly ParameterExpression _item;
    private readonly CodeBlock _body;
    private readonly Term _answer;
    private readonly KeptItems? _kept;
    private readonly bool _makesLists; // For one item, and needs none of them for the next.

    /// <summary>Prepares a loop.</summary>
    /// <param name="lowering">Lowers the lambda.</param>
    /// <param name="code">Takes the code.</param>
    /// <param name="list">The list; written already.</param>
    /// <param name="lambda">What is asked of every item.</param>
    /// <param name="kept">Those of the items that are taken; <see langword="null"/> for all.</param>
    public ListLoop(Lowering lowering, CodeWriter code, Term list, ItemLambda lambda, KeptItems? kept = null)
        : this(code, list, kept)
    {
        var before = lowering.ListsMade;
        (_body, _answer) = code.Aside(() => lowering.LowerBody(lambda.Item, new Term(_item, Path: list.Path + "[]"), lambda.Body));
        _makesLists = lowering.ListsMade > before && !_answer.Type.IsArray;
    }

    /// <summary>Prepares a loop that takes the items as they are.</summary>
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

    /// <summary>The type of what the lambda gives.</summary>
    public Type ResultType => _answer.Type;

    /// <summary>Where what the lambda gives stands in the facts, if it does.</summary>
    public string? ResultPath => _answer.Path;

    /// <summary>The item that is asked.</summary>
    public ParameterExpression Item => _item;

    /// <summary>How many items are taken.</summary>
    public Expression Length => _kept?.Count ?? Expression.ArrayLength(Items);

    /// <summary>Whether the lambda can be evaluated again: cheap, without failures, and without steps.</summary>
    public bool CanAskAgain => _kept is null && !_body.MayFail && !_answer.MayFail;

    private Expression Items => List.Value;

    /// <summary>Kleene's quantifiers.</summary>
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

    /// <summary>How many items satisfy the lambda.</summary>
    public Term Count()
    {
        RequireCondition();
        var (known, count) = Start(typeof(int), Expression.Constant(0));
        return Over(known, count, _ => OfEach(known, value => Expression.IfThen(value, Expression.PreIncrementAssign(count))));
    }

    /// <summary>The items that satisfy the lambda.</summary>
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

    /// <summary>What the lambda gives for each item.</summary>
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

    /// <summary>The sum of what the lambda gives.</summary>
    public Term Sum()
    {
        var (known, sum) = Start(ResultType, Expression.Default(ResultType));
        return Over(known, sum, _ => OfEach(known, value => Expression.Assign(sum, Expression.AddChecked(sum, value, sum.Type == typeof(decimal) ? QuickDecimal.MethodOf(ExpressionType.Add) : null)), mayFail: true));
    }

    /// <summary>The mean of what the lambda gives.</summary>
    public Term Average()
    {
        var sum = Sum();
        return _code.Apply([sum], values => Expression.Call(typeof(Failing), nameof(Failing.Mean), null, FrameCode.Frame, values[0], Length));
    }

    /// <summary>A value that starts as nothing and that every known answer may change.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="change">Makes the change from the place of the value and the answer.</param>
    public Term Keep(Type type, Func<ParameterExpression, Expression, Expression> change)
    {
        var (known, kept) = Start(type, Expression.Default(type));
        return Over(known, kept, _ => OfEach(known, answer => change(kept, answer)));
    }

    /// <summary>Refuses a lambda whose result is not true or false.</summary>
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

    /// <summary>Uses what is known of an item; one unknown item makes the whole unknown.</summary>
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

    /// <summary>Does something where the lambda holds for an item, of which it is known that it is known.</summary>
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
