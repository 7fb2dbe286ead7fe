using System.Linq.Expressions;

namespace PolicyEngine.Expressions.Code;

/// <summary>
/// Code that can run immediately and is made fast later. Translating it to machine code takes more than half of the time of compiling a
/// policy, so until then it is interpreted, with the same results. Safe for concurrent use.
/// </summary>
/// <typeparam name="T">The signature of the code.</typeparam>
internal sealed class TieredCode<T>
    where T : Delegate
{
    private readonly Lock _turn = new();
    private Expression<T>? _source;
    private volatile T _run;

    /// <summary>Creates code that is interpreted for now.</summary>
    public TieredCode(Expression<T> source)
    {
        _source = source;
        _run = source.Compile(preferInterpretation: true);
    }

    /// <summary>The delegate that runs the code in the fastest form available.</summary>
    public T Run => _run;

    /// <summary>Translates the code to machine code, unless this is done already, and releases the expression tree. Concurrent callers wait.</summary>
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
