using System.Diagnostics;

namespace PolicyCli.Output;

/// <summary>One line on a terminal that says how far long work has come; nothing where no terminal is.</summary>
/// <param name="what">What is counted, such as <c>subjects</c>.</param>
internal sealed class ProgressLine(string what) : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly bool _isShown = !Console.IsErrorRedirected;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _shown;

    /// <summary>Says how many are done, at most five times a second.</summary>
    public void Report(long done)
    {
        if (!_isShown || _watch.Elapsed - _shown < Pace)
            return;
        _shown = _watch.Elapsed;
        var rate = done / Math.Max(0.001, _watch.Elapsed.TotalSeconds);
        Console.Error.Write($"\r{done} {what}, {rate:0}/s ");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_isShown && _shown > TimeSpan.Zero)
            Console.Error.Write("\r" + new string(' ', 79) + "\r");
    }
}
