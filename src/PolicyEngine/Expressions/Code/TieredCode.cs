using System.Linq.Expressions;

namespace PolicyEngine.Expressions.Code;

/// <summary>
/// A piece of code that can run at once and be made fast later. Translating it for the machine takes more than half of the time of compiling a
/// policy; until somebody has it translated it is interpreted, which says the same. Safe for concurrent use.
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

    /// <summary>Runs it, as fast as is known by now.</summary>
    public T Run => _run;

    /// <summary>Translates it, unless it is; whoever asks while another does waits for that. What it was made from is let go of.</summary>
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
