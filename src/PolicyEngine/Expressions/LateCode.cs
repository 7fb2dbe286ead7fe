using System.Linq.Expressions;

namespace PolicyEngine.Expressions;

/// <summary>
/// A method that is translated for the machine when it is first asked for: that takes most of the time of compiling a policy, and at
/// the start of a service nobody has asked yet. Safe for concurrent use.
/// </summary>
/// <typeparam name="T">Its signature.</typeparam>
/// <param name="code">What it does.</param>
internal sealed class LateCode<T>(Expression<T> code)
    where T : Delegate
{
    private readonly Lock _turn = new();
    private Expression<T>? _code = code;
    private volatile T? _run;

    /// <summary>The method.</summary>
    public T Run => _run ?? Translate();

    private T Translate()
    {
        lock (_turn)
        {
            // What it was made from is let go of.
            _run ??= _code!.Compile();
            _code = null;
            return _run;
        }
    }
}
