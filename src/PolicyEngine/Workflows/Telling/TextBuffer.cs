using System.Text;
using PolicyEngine.Decimals;

namespace PolicyEngine.Workflows.Telling;

/// <summary>A text while it is built; reused for one text after the other, so that only the text itself is allocated.</summary>
internal sealed class TextBuffer
{
    private const int LeastSize = 512;
    private const int MostKept = 32_768;

    private char[] _characters = new char[LeastSize];

    /// <summary>How many characters there are.</summary>
    public int Length { get; private set; }

    /// <summary>Adds a text.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        text.CopyTo(Room(text.Length));
        Length += text.Length;
    }

    /// <summary>Adds a number in its shortest notation: <see cref="ExactDecimal.ToText"/>.</summary>
    /// <param name="number">Any decimal.</param>
    /// <param name="mostPlaces">Further decimal places are cut, not rounded.</param>
    /// <returns>Whether any was cut.</returns>
    public bool Add(decimal number, int mostPlaces)
    {
        Span<byte> digits = stackalloc byte[DecimalText.MaxLength];
        ReadOnlySpan<byte> text = digits[..DecimalText.Write(number, digits)];
        var point = text.IndexOf((byte)'.');
        var isCut = point >= 0 && text.Length - point - 1 > mostPlaces;
        Length += Encoding.ASCII.GetChars(isCut ? text[..(point + 1 + mostPlaces)] : text, Room(DecimalText.MaxLength));
        return isCut;
    }

    /// <summary>Takes the text out.</summary>
    /// <param name="most">Longer texts are cut after this number of characters, and the cut is shown.</param>
    public string Take(int most)
    {
        var text = Length > most ? string.Concat(_characters.AsSpan(0, most), "…") : new string(_characters, 0, Length);
        Length = 0;
        if (_characters.Length > MostKept)
            _characters = new char[LeastSize];
        return text;
    }

    /// <summary>Takes the text out.</summary>
    public string Take() => Take(Length);

    private Span<char> Room(int size)
    {
        if (_characters.Length - Length < size)
            Array.Resize(ref _characters, Math.Max(2 * _characters.Length, Length + size));
        return _characters.AsSpan(Length);
    }
}
