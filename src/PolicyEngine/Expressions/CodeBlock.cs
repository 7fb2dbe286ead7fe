using System.Linq.Expressions;

namespace PolicyEngine.Expressions;

/// <summary>Statements in the order they run, with their locals. A local has no value until the code gives it one.</summary>
internal sealed class CodeBlock
{
    private readonly List<ParameterExpression> _locals = [];
    private readonly List<Expression> _statements = [];

    /// <summary>Whether running it can raise an exception.</summary>
    public bool MayFail { get; private set; }

    /// <summary>Whether there is nothing to run.</summary>
    public bool IsEmpty => _statements.Count == 0;

    /// <summary>A new local.</summary>
    public ParameterExpression Local(Type type)
    {
        var local = Expression.Variable(type);
        _locals.Add(local);
        return local;
    }

    /// <summary>Adds a statement.</summary>
    public void Add(Expression statement, bool mayFail = false)
    {
        _statements.Add(statement);
        MayFail |= mayFail;
    }

    /// <summary>Gives a local its value.</summary>
    public void Set(ParameterExpression local, Expression value, bool mayFail = false) => Add(Expression.Assign(local, value), mayFail);

    /// <summary>Runs another block here.</summary>
    public void Append(CodeBlock other)
    {
        _locals.AddRange(other._locals);
        _statements.AddRange(other._statements);
        MayFail |= other.MayFail;
    }

    /// <summary>Runs another block here when a condition holds.</summary>
    public void If(Expression condition, CodeBlock then) => Add(Expression.IfThen(condition, then.ToExpression()), then.MayFail);

    /// <summary>The block as one expression without a value.</summary>
    public Expression ToExpression() => _statements.Count == 0 ? Expression.Empty() : Expression.Block(typeof(void), _locals, _statements);
}
