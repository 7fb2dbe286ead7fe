using System.Text;
using PolicyEngine.Decimals;

namespace PolicyEngine.Workflows.Telling;

/// <summary>A text while it is built. The buffer is reused for one text after another, so that only the finished text is allocated.</summary>
internal sealed class TextBuffer
{
    private const int LeastSize = 512;
    private const int MostKept = 32_768;

    private char[] _characters = new char[LeastSize];

    /// <summary>The number of characters.</summary>
    public int Length { get; private set; }

    /// <summary>Adds a text.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        text.CopyTo(Room(text.Length));
        Length += text.Length;
    }

    /// <summary>Adds a number in its shortest notation; see <see cref="ExactDecimal.ToText"/>.</summary>
    /// <param name="number">Any decimal.</param>
    /// <param name="mostPlaces">The number of decimal places to keep; further places are cut off, not rounded.</param>
    /// <returns>Whether any place was cut off.</returns>
    public bool Add(decimal number, int mostPlaces)
    {
        Span<byte> digits = stackalloc byte[DecimalText.MaxLength];
        ReadOnlySpan<byte> text = digits[..DecimalText.Write(number, digits)];
        var point = text.IndexOf((byte)'.');
        var isCut = point >= 0 && text.Length - point - 1 > mostPlaces;
        Length += Encoding.ASCII.GetChars(isCut ? text[..(point + 1 + mostPlaces)] : text, Room(DecimalText.MaxLength));
        return isCut;
    }

    /// <summary>Returns the text and empties the buffer.</summary>
    /// <param name="most">The maximum number of characters. A longer text is cut there and ends with an ellipsis.</param>
    public string Take(int most)
    {
        var text = Length > most ? string.Concat(_characters.AsSpan(0, most), "…") : new string(_characters, 0, Length);
        Length = 0;
        if (_characters.Length > MostKept)
            _characters = new char[LeastSize];
        return text;
    }

    /// <summary>Returns the whole text and empties the buffer.</summary>
    public string Take() => Take(Length);

    private Span<char> Room(int size)
    {
        if (_characters.Length - Length < size)
            Array.Resize(ref _characters, Math.Max(2 * _characters.Length, Length + size));
        return _characters.AsSpan(Length);
    }
}
