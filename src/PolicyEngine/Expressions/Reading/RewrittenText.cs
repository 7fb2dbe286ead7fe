using System.Text;

namespace PolicyEngine.Expressions.Reading;

/// <summary>The text that the parser gets in place of the author's, and where each part of it stands in the author's text.</summary>
/// <param name="length">The length of the author's text.</param>
internal sealed class RewrittenText(int length)
{
    private readonly StringBuilder _text = new();
    private readonly List<(int Rewritten, int Original)> _shifts = [(0, 0)];

    /// <summary>Adds text, copied or put in place of the author's.</summary>
    public RewrittenText Append(ReadOnlySpan<char> text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Adds a character.</summary>
    public RewrittenText Append(char character)
    {
        _text.Append(character);
        return this;
    }

    /// <summary>Notes that what is added from now on stands at a place of the author's text, because what was added before is longer or shorter than the author's.</summary>
    public void ContinueAt(int original) => _shifts.Add((_text.Length, original));

    /// <summary>Whether the text so far ends with some characters.</summary>
    public bool EndsWith(string end) =>
        _text.Length >= end.Length && string.Equals(_text.ToString(_text.Length - end.Length, end.Length), end, StringComparison.Ordinal);

    /// <summary>Where a position of this text stands in the author's text.</summary>
    public int Original(int rewritten)
    {
        var shift = _shifts.FindLast(s => s.Rewritten <= rewritten);
        return Math.Clamp(rewritten - shift.Rewritten + shift.Original, 0, length);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
