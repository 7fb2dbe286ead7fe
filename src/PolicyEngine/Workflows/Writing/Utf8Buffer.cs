using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using PolicyEngine.Decimals;

namespace PolicyEngine.Workflows.Writing;

/// <summary>JSON text while it is built; reused for one answer after the other.</summary>
internal sealed class Utf8Buffer
{
    private const int LeastSize = 8_192;
    private const int MostKept = 262_144;
    private const int LongestOnStack = 384;

    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 _-.,:;[]()/+*=");

    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private byte[] _bytes = new byte[LeastSize];

    /// <summary>The number of bytes; set it back to remove what was added since.</summary>
    public int Count { get; set; }

    /// <summary>The content.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Count);

    /// <summary>Text escaped for a JSON string. Answers are JSON, not HTML: Chinese text stays readable.</summary>
    public static byte[] Encode(string text) => Encoding.UTF8.GetBytes(Encoder.Encode(text));

    /// <summary>Appends bytes unchanged.</summary>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Room(utf8.Length));
        Count += utf8.Length;
    }

    /// <summary>Adds a number as results carry it.</summary>
    public void Add(decimal number) => Count += DecimalText.WriteWire(DecimalParts.Of(number), Room(DecimalText.MaxLength));

    /// <summary>Appends bytes unchanged, and a number as results contain it.</summary>
    public void Add(ReadOnlySpan<byte> utf8, DecimalParts number)
    {
        var room = Room(utf8.Length + DecimalText.MaxLength);
        utf8.CopyTo(room);
        Count += utf8.Length + DecimalText.WriteWire(number, room[utf8.Length..]);
    }

    /// <summary>Adds a date.</summary>
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
            Add(Encode(text.ToString())); // Cutting may have left half a character, which is written as the encoder writes it.
            return;
        }

        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = most > LongestOnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        var utf8 = rented ?? stackalloc byte[LongestOnStack];
        Escape(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented, clearArray: true); // It may contain a person's name.
    }

    /// <summary>Starts again; a buffer that grew for an unusual answer is let go of.</summary>
    public void Clear()
    {
        Count = 0;
        if (_bytes.Length > MostKept)
            _bytes = new byte[LeastSize];
    }

    /// <summary>Room for some more bytes; what is written there counts once <see cref="Count"/> says so.</summary>
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
