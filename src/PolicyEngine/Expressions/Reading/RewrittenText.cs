using System.Text;

namespace PolicyEngine.Expressions.Reading;

/// <summary>The text that the parser gets instead of the author's text, with the offset of each part in the author's text.</summary>
/// <param name="length">The length of the author's text.</param>
internal sealed class RewrittenText(int length)
{
    private readonly StringBuilder _text = new();
    private readonly List<(int Rewritten, int Original)> _shifts = [(0, 0)];

    /// <summary>Appends text, either copied or replacing the author's.</summary>
    public RewrittenText Append(ReadOnlySpan<char> text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Appends a character.</summary>
    public RewrittenText Append(char character)
    {
        _text.Append(character);
        return this;
    }

    /// <summary>Records the offset in the author's text of what is appended next. Needed after a replacement of another length.</summary>
    public void ContinueAt(int original) => _shifts.Add((_text.Length, original));

    /// <summary>Whether the text so far ends with the given characters.</summary>
    public bool EndsWith(string end) =>
        _text.Length >= end.Length && string.Equals(_text.ToString(_text.Length - end.Length, end.Length), end, StringComparison.Ordinal);

    /// <summary>Returns the offset in the author's text for an offset in this text.</summary>
    public int Original(int rewritten)
    {
        var shift = _shifts.FindLast(s => s.Rewritten <= rewritten);
        return Math.Clamp(rewritten - shift.Rewritten + shift.Original, 0, length);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
