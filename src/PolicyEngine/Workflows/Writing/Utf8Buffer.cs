using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using PolicyEngine.Decimals;

namespace PolicyEngine.Workflows.Writing;

/// <summary>JSON text while it is built. The buffer is reused for one answer after another.</summary>
internal sealed class Utf8Buffer
{
    private const int LeastSize = 8_192;
    private const int MostKept = 262_144;
    private const int LongestOnStack = 384;

    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 _-.,:;[]()/+*=");

    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private byte[] _bytes = new byte[LeastSize];

    /// <summary>The number of bytes. Setting it back removes what was added since.</summary>
    public int Count { get; set; }

    /// <summary>The bytes written so far.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Count);

    /// <summary>Returns a text escaped for a JSON string. Answers are JSON, not HTML, so Chinese text is not escaped.</summary>
    public static byte[] Encode(string text) => Encoding.UTF8.GetBytes(Encoder.Encode(text));

    /// <summary>Appends bytes unchanged.</summary>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Room(utf8.Length));
        Count += utf8.Length;
    }

    /// <summary>Adds a number in the form that results carry.</summary>
    public void Add(decimal number) => Count += DecimalText.WriteWire(DecimalParts.Of(number), Room(DecimalText.MaxLength));

    /// <summary>Adds bytes unchanged, followed by a number in the form that results carry.</summary>
    public void Add(ReadOnlySpan<byte> utf8, DecimalParts number)
    {
        var room = Room(utf8.Length + DecimalText.MaxLength);
        utf8.CopyTo(room);
        Count += utf8.Length + DecimalText.WriteWire(number, room[utf8.Length..]);
    }

    /// <summary>Adds a date as <c>YYYY-MM-DD</c>.</summary>
    public void Add(DateTime date)
    {
        date.TryFormat(Room(16), out var written, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Count += written;
    }

    /// <summary>Appends a text escaped for a JSON string.</summary>
    public void AddText(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyExcept(Plain))
        {
            Count += Encoding.ASCII.GetBytes(text, Room(text.Length));
            return;
        }

        if (text.ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            Add(Encode(text.ToString())); // Cutting can leave half a surrogate pair; the string encoder handles that.
            return;
        }

        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = most > LongestOnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        var utf8 = rented ?? stackalloc byte[LongestOnStack];
        Escape(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented, clearArray: true); // It may contain a person's name.
    }

    /// <summary>Empties the buffer. If it grew large for an unusual answer, its memory is released.</summary>
    public void Clear()
    {
        Count = 0;
        if (_bytes.Length > MostKept)
            _bytes = new byte[LeastSize];
    }

    /// <summary>Returns space for at least the given number of bytes. Bytes written there become content when <see cref="Count"/> is increased.</summary>
    public Span<byte> Room(int size)
    {
        if (_bytes.Length - Count < size)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, Count + size));
        return _bytes.AsSpan(Count);
    }

    private void Escape(ReadOnlySpan<byte> utf8)
    {
        OperationStatus status;
        do
        {
            status = Encoder.EncodeUtf8(utf8, Room(utf8.Length + 16), out var read, out var written);
            Count += written;
            utf8 = utf8[read..];
        }
        while (status == OperationStatus.DestinationTooSmall);
    }
}
