using System.Diagnostics;

namespace PolicyCli.Output;

/// <summary>A line that shows the progress of long work on a terminal; nothing is shown if standard error is not a terminal.</summary>
/// <param name="what">The things counted, such as <c>subjects</c>.</param>
internal sealed class ProgressLine(string what) : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly bool _isShown = !Console.IsErrorRedirected;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _shown;

    /// <summary>Shows how many are done, at most five times per second.</summary>
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
