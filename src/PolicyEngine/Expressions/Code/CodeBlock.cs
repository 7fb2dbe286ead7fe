using System.Linq.Expressions;

namespace PolicyEngine.Expressions.Code;

/// <summary>Statements in the order they run, with their local variables. A local has no defined value until it is assigned.</summary>
internal sealed class CodeBlock
{
    private readonly List<ParameterExpression> _locals = [];
    private readonly List<Expression> _statements = [];
    private readonly List<(Expression Known, string Path)> _notes = [];
    private bool _usesNotes;

    /// <summary>Whether running the block can throw an exception.</summary>
    public bool MayFail { get; private set; }

    /// <summary>Whether there is nothing to run.</summary>
    public bool IsEmpty => _statements.Count == 0 && _notes.Count == 0;

    /// <summary>Adds a local variable and returns it.</summary>
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

    /// <summary>Assigns a value to a local. Computing the value must neither record missing paths nor read how many are recorded.</summary>
    public void Set(ParameterExpression local, Expression value, bool mayFail = false)
    {
        _statements.Add(Expression.Assign(local, value));
        MayFail |= mayFail;
    }

    /// <summary>Records a path as missing if a condition is false. Consecutive records share one test for the case that everything is present.</summary>
    public void Note(Expression known, string path) => _notes.Add((known, path));

    /// <summary>Appends another block.</summary>
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

    /// <summary>Adds another block that runs if a condition is true.</summary>
    public void If(Expression condition, CodeBlock then) => Add(Expression.IfThen(condition, then.ToExpression()), then.MayFail);

    /// <summary>Returns the block as one expression of type void.</summary>
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
