using System.Text;
using Scriban.Runtime;

namespace PolicyApi.Reports;

/// <summary>Collects what a render writes and refuses the character above the limit, where Scriban would silently cut.</summary>
internal sealed class BoundedOutput(int limit) : IScriptOutput
{
    private readonly StringBuilder _text = new();

    public void Write(string text, int offset, int count)
    {
        if (count > limit - _text.Length)
            throw new OutputLimitException(limit);
        _text.Append(text, offset, count);
    }

    public ValueTask WriteAsync(string text, int offset, int count, CancellationToken cancellationToken)
    {
        Write(text, offset, count);
        return ValueTask.CompletedTask;
    }

    public override string ToString() => _text.ToString();
}

/// <summary>A render wanted to write more than it may.</summary>
internal sealed class OutputLimitException(int limit) : Exception($"the report is longer than {limit} characters; shorten what the template repeats");
