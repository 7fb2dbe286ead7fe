using System.Linq.Expressions;

namespace PolicyEngine.Expressions;

/// <summary>Builds the code of three-valued operations. Operands are evaluated left to right, each once.</summary>
internal sealed class LiftedCode
{
    /// <summary>The frame that every piece of code runs in.</summary>
    public ParameterExpression Frame { get; } = Expression.Parameter(typeof(EvaluationFrame), "frame");

    /// <summary>An operation that is known exactly when all its operands are.</summary>
    /// <param name="operands">The operands.</param>
    /// <param name="build">Makes the operation from the operands' plain values.</param>
    public static Term Apply(IReadOnlyList<Term> operands, Func<IReadOnlyList<Expression>, Expression> build)
    {
        if (operands.All(o => !o.MayBeMissing))
            return new Term(build([.. operands.Select(o => o.Body)]), MayBeMissing: false);

        // All operands are evaluated before any is judged, so that everything missing is named.
        var locals = operands.Select(o => Expression.Variable(o.Body.Type)).ToArray();
        var result = build([.. operands.Select((o, i) => Value(locals[i], o))]);
        var lifted = Term.Lift(result.Type);
        var known = operands.Select((o, i) => (o, i)).Where(p => p.o.MayBeMissing).Select(p => IsKnown(locals[p.i])).Aggregate(Expression.AndAlso);
        var code = operands.Select((o, i) => (Expression)Expression.Assign(locals[i], o.Body))
            .Append(Expression.Condition(known, Convert(result, lifted), Expression.Default(lifted)));
        return new Term(Expression.Block(lifted, locals, code), MayBeMissing: true);
    }

    /// <summary>Kleene's <c>and</c> (or <c>or</c>): the right side is not asked once the left side decides.</summary>
    public Term Connect(Term left, Term right, bool isAnd)
    {
        if (!left.MayBeMissing && !right.MayBeMissing)
            return new Term(isAnd ? Expression.AndAlso(left.Body, right.Body) : Expression.OrElse(left.Body, right.Body), MayBeMissing: false);

        var decisive = Expression.Constant(!isAnd, typeof(bool?));
        var l = Expression.Variable(typeof(bool?));
        var r = Expression.Variable(typeof(bool?));
        var mark = Expression.Variable(typeof(int));
        var both = isAnd ? Expression.And(l, r) : Expression.Or(l, r); // Lifted: exactly Kleene's tables.
        var code = Expression.Block(
            typeof(bool?),
            [l, r, mark],
            Expression.Assign(mark, Mark()),
            Expression.Assign(l, left.Lifted()),
            Expression.Condition(
                Expression.Equal(l, decisive),
                decisive,
                Expression.Block(
                    Expression.Assign(r, right.Lifted()),
                    Expression.Condition(Expression.Equal(r, decisive), Expression.Block(Truncate(mark), decisive), both))));
        return new Term(code, MayBeMissing: true);
    }

    /// <summary><c>test ? whenTrue : whenFalse</c>; unknown when the test is.</summary>
    public static Term Choose(Term test, Term whenTrue, Term whenFalse)
    {
        var missing = test.MayBeMissing || whenTrue.MayBeMissing || whenFalse.MayBeMissing;
        if (!missing)
            return new Term(Expression.Condition(test.Body, whenTrue.Body, whenFalse.Body), MayBeMissing: false);

        var t = whenTrue.Lifted();
        var f = whenFalse.Lifted();
        if (!test.MayBeMissing)
            return new Term(Expression.Condition(test.Body, t, f), MayBeMissing: true);
        var local = Expression.Variable(typeof(bool?));
        var code = Expression.Block(
            t.Type,
            [local],
            Expression.Assign(local, test.Body),
            Expression.Condition(
                IsKnown(local), Expression.Condition(Expression.Property(local, nameof(Nullable<bool>.Value)), t, f), Expression.Default(t.Type)));
        return new Term(code, MayBeMissing: true);
    }

    /// <summary><c>left ?? right</c>: what the left side misses does not matter when the right side is known.</summary>
    public Term Coalesce(Term left, Term right)
    {
        if (!left.MayBeMissing)
            return left;
        var local = Expression.Variable(left.Body.Type);
        var mark = Expression.Variable(typeof(int));
        var otherwise = right.MayBeMissing ? right.Body : Expression.Block(Truncate(mark), right.Lifted());
        var code = Expression.Block(
            left.Body.Type,
            [local, mark],
            Expression.Assign(mark, Mark()),
            Expression.Assign(local, left.Body),
            Expression.Condition(IsKnown(local), local, otherwise));
        return right.MayBeMissing
            ? new Term(code, MayBeMissing: true)
            : new Term(left.Body.Type == left.ValueType ? code : Expression.Property(code, nameof(Nullable<bool>.Value)), MayBeMissing: false);
    }

    /// <summary>Whether a value is missing: itself always known.</summary>
    public Term IsMissing(Term operand, bool negate)
    {
        if (!operand.MayBeMissing)
            return Term.Known(negate);
        var local = Expression.Variable(operand.Body.Type);
        var mark = Expression.Variable(typeof(int));
        var known = IsKnown(local);
        var code = Expression.Block(
            typeof(bool),
            [local, mark],
            Expression.Assign(mark, Mark()),
            Expression.Assign(local, operand.Body),
            Truncate(mark),
            negate ? known : Expression.Not(known));
        return new Term(code, MayBeMissing: false);
    }

    /// <summary>A nullable result after which nothing counts as missing when it is known after all.</summary>
    public Term Settle(Expression code, string? path = null)
    {
        var local = Expression.Variable(code.Type);
        var mark = Expression.Variable(typeof(int));
        var block = Expression.Block(
            code.Type,
            [local, mark],
            Expression.Assign(mark, Mark()),
            Expression.Assign(local, code),
            Expression.IfThen(IsKnown(local), Truncate(mark)),
            local);
        return new Term(block, MayBeMissing: true, path);
    }

    /// <summary>Code that notes a missing path.</summary>
    public Expression Miss(string path) => Expression.Call(Frame, nameof(EvaluationFrame.Miss), null, Expression.Constant(path));

    /// <summary>Converts unless the type is that already.</summary>
    public static Expression Convert(Expression value, Type type) => value.Type == type ? value : Expression.Convert(value, type);

    /// <summary>Whether a local of a lifted type holds a value.</summary>
    public static Expression IsKnown(Expression local) =>
        local.Type.IsValueType ? Expression.Property(local, nameof(Nullable<bool>.HasValue)) : Expression.ReferenceNotEqual(local, Expression.Constant(null, local.Type));

    private static Expression Value(ParameterExpression local, Term operand) =>
        operand.MayBeMissing && local.Type.IsValueType ? Expression.Property(local, nameof(Nullable<bool>.Value)) : local;

    private MemberExpression Mark() => Expression.Property(Frame, nameof(EvaluationFrame.Mark));

    private MethodCallExpression Truncate(Expression mark) => Expression.Call(Frame, nameof(EvaluationFrame.Truncate), null, mark);
}
