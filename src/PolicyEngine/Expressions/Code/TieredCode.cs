using System.Linq.Expressions;

namespace PolicyEngine.Expressions.Code;

/// <summary>
/// Code that can run at once and be made fast later. Translating it to machine code takes more than half of the time of compiling a
/// policy. Until it is translated it is interpreted, with the same results. Safe for concurrent use.
/// </summary>
/// <typeparam name="T">Its signature.</typeparam>
internal sealed class TieredCode<T>
    where T : Delegate
{
    private readonly Lock _turn = new();
    private Expression<T>? _source;
    private volatile T _run;

    /// <summary>Makes code that is interpreted.</summary>
    public TieredCode(Expression<T> source)
    {
        _source = source;
        _run = source.Compile(preferInterpretation: true);
    }

    /// <summary>Runs it, in the fastest form available.</summary>
    public T Run => _run;

    /// <summary>Translates it unless already done; concurrent callers wait. The expression tree is then released.</summary>
    public void Translate()
    {
        lock (_turn)
        {
            if (_source is null)
                return;
            _run = NumbersInHalves.Of(_source).Compile(preferInterpretation: false);
            _source = null;
        }
    }
}
