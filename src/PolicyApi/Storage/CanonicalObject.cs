using System.Buffers;
using System.Globalization;
using System.Text;
using PolicyEngine.Documents;

namespace PolicyApi.Storage;

/// <summary>
/// Writes one JSON object in canonical form (RFC 8785): no white space, members in the order of their names, strings
/// escaped only where JSON requires it. The framework's writer escapes more than that, and differently between releases.
/// </summary>
internal sealed class CanonicalObject
{
    internal static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Characters that JSON does not escape and that take one byte: nearly all text stored here consists of them.
    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c is not ('"' or '\\'))]);

    private readonly ArrayBufferWriter<byte> _bytes;
    private string? _last;

    public CanonicalObject()
        : this(new ArrayBufferWriter<byte>(512))
    {
    }

    /// <summary>Appends an object to the content of a buffer.</summary>
    public CanonicalObject(ArrayBufferWriter<byte> bytes)
    {
        _bytes = bytes;
        _bytes.Write("{"u8);
    }

    /// <summary>Adds a string member; omitted if it is <see langword="null"/>.</summary>
    /// <exception cref="ArgumentException">The text contains half a surrogate pair and cannot be written as UTF-8.</exception>
    public CanonicalObject Add(string name, string? value)
    {
        if (value is null)
            return this;
        Name(name);
        Quoted(value);
        return this;
    }

    /// <summary>Adds an integer member.</summary>
    public CanonicalObject Add(string name, long value)
    {
        Name(name);
        Raw(value.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>Adds an object member; omitted if <paramref name="fill"/> is <see langword="null"/>.</summary>
    public CanonicalObject Add(string name, Action<CanonicalObject>? fill)
    {
        if (fill is null)
            return this;
        Name(name);
        var inner = new CanonicalObject(_bytes);
        fill(inner);
        inner.End();
        return this;
    }

    /// <summary>Adds a member whose value is already canonical JSON; omitted if it is <see langword="null"/>.</summary>
    public CanonicalObject AddCanonical(string name, string? json)
    {
        if (json is null)
            return this;
        Name(name);
        Raw(json);
        return this;
    }

    /// <summary>Ends the object.</summary>
    public void End() => _bytes.Write("}"u8);

    /// <summary>Ends the object and returns its bytes.</summary>
    public byte[] ToBytes()
    {
        End();
        return _bytes.WrittenSpan.ToArray();
    }

    private void Name(string name)
    {
        if (_last is not null)
        {
            if (string.CompareOrdinal(_last, name) >= 0)
                throw new InvalidOperationException($"`{name}` must be written before `{_last}`");
            _bytes.Write(","u8);
        }

        _last = name;
        Quoted(name);
        _bytes.Write(":"u8);
    }

    private void Quoted(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Plain))
        {
            Raw(CanonicalJson.Quote(text));
            return;
        }

        var to = _bytes.GetSpan(text.Length + 2);
        to[0] = (byte)'"';
        Encoding.ASCII.GetBytes(text, to[1..]);
        to[text.Length + 1] = (byte)'"';
        _bytes.Advance(text.Length + 2);
    }

    private void Raw(string text) => StrictUtf8.GetBytes(text, _bytes);
}
