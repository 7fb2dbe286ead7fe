using System.Diagnostics;

namespace PolicyCli.Output;

/// <summary>One line on a terminal that says how far long work has come; nothing where no terminal is.</summary>
/// <param name="what">What is counted, such as <c>subjects</c>.</param>
/// <param name="total">How many there are; <see langword="null"/> when nobody knows.</param>
internal sealed class ProgressLine(string what, long? total = null) : IDisposable
{
    private const int Cells = 30;
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
        var bar = total is > 0 and var all
            ? $"[{new string('#', (int)(Cells * Math.Min(done, all) / all)).PadRight(Cells)}] {done}/{all}"
            : $"{done}";
        Console.Error.Write($"\r{bar} {what}, {rate:0}/s ");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_isShown && _shown > TimeSpan.Zero)
            Console.Error.Write("\r" + new string(' ', 79) + "\r");
    }
}
