using System.Linq.Expressions;

namespace PolicyEngine.Expressions.Code;

/// <summary>Statements in the order they run, with their locals. A local has no value until the code gives it one.</summary>
internal sealed class CodeBlock
{
    private readonly List<ParameterExpression> _locals = [];
    private readonly List<Expression> _statements = [];
    private readonly List<(Expression Known, string Path)> _notes = [];
    private bool _usesNotes;

    /// <summary>Whether running it can raise an exception.</summary>
    public bool MayFail { get; private set; }

    /// <summary>Whether there is nothing to run.</summary>
    public bool IsEmpty => _statements.Count == 0 && _notes.Count == 0;

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
        WriteNotes();
        _usesNotes = true;
        _statements.Add(statement);
        MayFail |= mayFail;
    }

    /// <summary>Assigns a value to a local; the value must neither note missing paths nor read them.</summary>
    public void Set(ParameterExpression local, Expression value, bool mayFail = false)
    {
        _statements.Add(Expression.Assign(local, value));
        MayFail |= mayFail;
    }

    /// <summary>Notes a missing path if something is not known. Consecutive notes are written together: one test if everything is present.</summary>
    public void Note(Expression known, string path) => _notes.Add((known, path));

    /// <summary>Runs another block here.</summary>
    public void Append(CodeBlock other)
    {
        if (other._usesNotes)
            WriteNotes();
        _locals.AddRange(other._locals);
        _statements.AddRange(other._statements);
        _notes.AddRange(other._notes);
        _usesNotes |= other._usesNotes;
        MayFail |= other.MayFail;
    }

    /// <summary>Runs another block here when a condition holds.</summary>
    public void If(Expression condition, CodeBlock then) => Add(Expression.IfThen(condition, then.ToExpression()), then.MayFail);

    /// <summary>The block as one expression without a value.</summary>
    public Expression ToExpression()
    {
        WriteNotes();
        return _statements.Count == 0 ? Expression.Empty() : Expression.Block(typeof(void), _locals, _statements);
    }

    private void WriteNotes()
    {
        if (_notes.Count == 0)
            return;
        var notes = _notes.ConvertAll(n => FrameCode.Miss(n.Known, n.Path));
        _statements.Add(Expression.IfThen(Expression.Not(_notes.Select(n => n.Known).Aggregate(Expression.And)), Expression.Block(notes)));
        _notes.Clear();
        _usesNotes = true;
    }
}
