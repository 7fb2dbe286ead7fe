using System.Linq.Expressions;

namespace PolicyEngine.Expressions.Code;

/// <summary>
/// Writes the code of three-valued operations. Operands are evaluated once, from left to right. A known result leaves no paths recorded
/// as missing.
/// </summary>
internal sealed class CodeWriter
{
    /// <summary>The block that receives the code.</summary>
    public CodeBlock Block { get; private set; } = new();

    /// <summary>Whether the code being written runs at every evaluation of the expression, unless something before it fails.</summary>
    public bool IsCertain { get; private set; } = true;

    /// <summary>Writes into a separate block that is not run at every evaluation.</summary>
    public (CodeBlock Block, Term Term) Aside(Func<Term> write)
    {
        var outer = IsCertain;
        IsCertain = false;
        var written = Apart(write);
        IsCertain = outer;
        return written;
    }

    /// <summary>Writes into a separate block.</summary>
    public (CodeBlock Block, Term Term) Apart(Func<Term> write)
    {
        var outer = Block;
        Block = new CodeBlock();
        try
        {
            var term = write();
            return (Block, term);
        }
        finally
        {
            Block = outer;
        }
    }

    /// <summary>Writes operands in order. A value that can fail is computed before any later code that can fail.</summary>
    public Term[] Operands(IEnumerable<Func<Term>> writes)
    {
        var terms = new List<Term>();
        foreach (var write in writes)
        {
            var (block, term) = Apart(write);
            if (block.MayFail)
                terms = terms.ConvertAll(t => t.MayFail ? Keep(t) : t);
            Block.Append(block);
            terms.Add(term);
        }

        return [.. terms];
    }

    /// <summary>Stores the value of a term in a local, so that it can be used more than once, and returns the new term.</summary>
    public Term Keep(Term term)
    {
        if (term.Value is ParameterExpression or ConstantExpression or DefaultExpression)
            return term;
        var local = Block.Local(term.Type);
        Block.Set(local, OrDefault(term), term.MayFail);
        return term with { Value = local, MayFail = false };
    }

    /// <summary>Returns an operation that is known exactly if all its operands are.</summary>
    /// <param name="operands">The operands. All of them are already written, so that everything missing is reported.</param>
    /// <param name="build">Creates the operation from the values of the operands.</param>
    /// <param name="mayFail">Whether the operation can throw an exception.</param>
    public Term Apply(IReadOnlyList<Term> operands, Func<IReadOnlyList<Expression>, Expression> build, bool mayFail = true) =>
        new(build([.. operands.Select(o => o.Value)]), AllKnown(operands), mayFail || operands.Any(o => o.MayFail));

    /// <summary>Returns code that tests whether all terms are known; <see langword="null"/> if they always are.</summary>
    public Expression? AllKnown(IEnumerable<Term> terms)
    {
        var parts = terms.Select(t => t.Known).OfType<Expression>().ToList();
        if (parts.Count <= 1)
            return parts.FirstOrDefault();
        var known = Block.Local(typeof(bool));
        Block.Set(known, parts.Aggregate(Expression.And));
        return known;
    }

    /// <summary>Writes <c>and</c> (or <c>or</c>) of Kleene's logic: the right side is not evaluated if the left side decides the result.</summary>
    public Term Connect(Func<Term> left, Func<Term> right, bool isAnd)
    {
        var (before, l) = Apart(left);
        var (after, r) = Aside(right);
        if (l.Known is null && r.Known is null && after.IsEmpty)
        {
            Block.Append(before);
            return new Term(isAnd ? Expression.AndAlso(l.Value, r.Value) : Expression.OrElse(l.Value, r.Value), MayFail: l.MayFail || r.MayFail);
        }

        var mark = Mark(l);
        Block.Append(before);
        var holds = Block.Local(typeof(bool));
        Block.Set(holds, Holds(l), l.MayFail);
        var known = Block.Local(typeof(bool));
        Block.Set(known, Expression.Constant(true));
        var decided = Decides(l, holds, isAnd);
        Block.If(Expression.Not(decided), Right(l, r, after, known, holds, isAnd, mark));
        return new Term(holds, l.Known is null && r.Known is null ? null : known);
    }

    /// <summary>Returns the code that runs if the left side has not decided the result.</summary>
    private static CodeBlock Right(Term l, Term r, CodeBlock code, ParameterExpression known, ParameterExpression holds, bool isAnd, ParameterExpression? mark)
    {
        var block = new CodeBlock();
        block.Append(code);
        block.Set(holds, Holds(r), r.MayFail);
        if (l.Known is null && r.Known is null)
            return block;
        // If the right side does not decide either, the result is known only if both sides are.
        var open = new CodeBlock();
        open.Set(known, new[] { l.Known, r.Known }.OfType<Expression>().Aggregate(Expression.AndAlso));
        open.Set(holds, Expression.Constant(isAnd));
        var decided = new CodeBlock();
        if (mark is not null)
            decided.Add(FrameCode.Forget(mark));
        block.Add(Expression.IfThenElse(Decides(r, holds, isAnd), decided.ToExpression(), open.ToExpression()));
        return block;
    }

    /// <summary>Returns code that tests whether a condition is known and true.</summary>
    private static Expression Holds(Term term) => term.Known is null ? term.Value : Expression.AndAlso(term.Known, term.Value);

    private static Expression Decides(Term term, Expression holds, bool isAnd)
    {
        if (!isAnd)
            return holds;
        return term.Known is null ? Expression.Not(holds) : Expression.AndAlso(term.Known, Expression.Not(holds));
    }

    /// <summary>Writes <c>test ? whenTrue : whenFalse</c>; unknown if the test is.</summary>
    public Term Choose(Func<Term> test, Func<Term> whenTrue, Func<Term> whenFalse)
    {
        var condition = test();
        var (first, t) = Aside(whenTrue);
        var (second, f) = Aside(whenFalse);
        if (t.Known is null && f.Known is null && first.IsEmpty && second.IsEmpty)
            return new Term(Expression.Condition(condition.Value, t.Value, f.Value), condition.Known, condition.MayFail || t.MayFail || f.MayFail);

        var value = Block.Local(t.Type);
        var known = Block.Local(typeof(bool));
        Give(first, t, value, known);
        Give(second, f, value, known);
        var branch = new CodeBlock();
        branch.Add(Expression.IfThenElse(condition.Value, first.ToExpression(), second.ToExpression()), condition.MayFail || first.MayFail || second.MayFail);
        if (condition.Known is null)
        {
            Block.Append(branch);
            return new Term(value, t.Known is null && f.Known is null ? null : known);
        }

        Block.Set(known, Expression.Constant(false));
        Block.Set(value, Expression.Default(value.Type));
        Block.If(condition.Known, branch);
        return new Term(value, known);
    }

    /// <summary>Writes <c>left ?? right</c>: data missing on the left side is not reported if the right side is known.</summary>
    public Term Coalesce(Func<Term> left, Func<Term> right)
    {
        var (before, l) = Apart(left);
        var (after, r) = Aside(right);
        var mark = Mark(l);
        Block.Append(before);
        if (l.Known is null)
            return l;
        var value = Block.Local(l.Type);
        var known = Block.Local(typeof(bool));
        Give(Block, l, value, known);
        Give(after, r, value, known);
        after.Add(r.Known is null ? FrameCode.Forget(mark!) : Expression.IfThen(r.Known, FrameCode.Forget(mark!)));
        Block.If(Expression.Not(known), after);
        return new Term(value, r.Known is null ? null : known);
    }

    /// <summary>Writes the test whether a value is missing (or, negated, present). The result is always known.</summary>
    public Term IsMissing(Func<Term> operand, bool negate)
    {
        var (code, term) = Apart(operand);
        var mark = Mark(term);
        Block.Append(code);
        if (term.Known is null)
            return Term.Constant(negate);
        Block.Add(FrameCode.Forget(mark!));
        return new Term(negate ? term.Known : Expression.Not(term.Known));
    }

    /// <summary>Writes code that stores the number of recorded paths at this point, to return to it later, and returns its local.</summary>
    public ParameterExpression Mark()
    {
        var mark = Block.Local(typeof(int));
        Block.Add(Expression.Assign(mark, FrameCode.Noted));
        return mark;
    }

    private ParameterExpression? Mark(Term before) => before.Known is null ? null : Mark();

    private static void Give(CodeBlock block, Term term, ParameterExpression value, ParameterExpression known)
    {
        block.Set(known, term.Known ?? Expression.Constant(true));
        block.Set(value, OrDefault(term), term.MayFail);
    }

    /// <summary>Returns code for the value if it is known, otherwise for the default value of its type.</summary>
    private static Expression OrDefault(Term term) =>
        term.Known is null ? term.Value : Expression.Condition(term.Known, term.Value, Expression.Default(term.Type));

    /// <summary>Returns a conversion to a type, or the value itself if it has that type.</summary>
    public static Expression Convert(Expression value, Type type) => value.Type == type ? value : Expression.Convert(value, type);

    /// <summary>Returns code that tests whether a local of a reference type is not <see langword="null"/>.</summary>
    public static Expression IsThere(Expression local) => Expression.ReferenceNotEqual(local, Expression.Constant(null, local.Type));
}
