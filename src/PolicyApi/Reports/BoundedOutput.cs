using System.Buffers;
using Scriban.Runtime;

namespace PolicyApi.Reports;

/// <summary>Collects what a render writes, in a pooled buffer, and throws beyond the limit, where Scriban would silently truncate.</summary>
internal sealed class BoundedOutput(int limit) : IScriptOutput, IDisposable
{
    private const int FirstSize = 64 * 1024;

    private char[] _text = ArrayPool<char>.Shared.Rent(FirstSize);
    private int _length;

    public void Write(string text, int offset, int count)
    {
        if (count > limit - _length)
            throw new OutputLimitException(limit);
        if (count > _text.Length - _length)
            Grow(_length + count);
        text.CopyTo(offset, _text, _length, count);
        _length += count;
    }

    public ValueTask WriteAsync(string text, int offset, int count, CancellationToken cancellationToken)
    {
        Write(text, offset, count);
        return ValueTask.CompletedTask;
    }

    public override string ToString() => new(_text, 0, _length);

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_text);
        _text = [];
        _length = 0;
    }

    private void Grow(int least)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(least, _text.Length * 2));
        _text.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_text);
        _text = larger;
    }
}

/// <summary>Thrown if a render writes more than the limit.</summary>
internal sealed class OutputLimitException(int limit) : Exception($"the report is longer than {limit} characters; shorten what the template repeats");
