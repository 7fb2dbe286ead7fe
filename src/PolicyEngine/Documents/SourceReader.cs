using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using PolicyEngine.Decimals;

namespace PolicyEngine.Documents;

/// <summary>Reads JSON text into <see cref="SourceNode"/>s that know their place. It reports every error after which reading can continue.</summary>
public sealed class SourceReader
{
    private readonly byte[] _utf8;
    private readonly DiagnosticBag _diagnostics;
    private int _counted;
    private int _values;
    private int _line = 1;
    private int _column = 1;

    private SourceReader(byte[] utf8, DiagnosticBag diagnostics)
    {
        _utf8 = utf8;
        _diagnostics = diagnostics;
    }

    /// <summary>Reads one JSON text.</summary>
    /// <param name="utf8">The text in UTF-8; a byte order mark is skipped.</param>
    /// <param name="diagnostics">
    /// Receives <c>malformed-json</c>, <c>empty-body</c>, <c>document-too-large</c>, <c>duplicate-member</c> and <c>number-precision</c>.
    /// </param>
    /// <returns>The root value; <see langword="null"/> if the text is not JSON or is too large.</returns>
    public static SourceNode? Read(ReadOnlyMemory<byte> utf8, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (utf8.Length > diagnostics.Limits.DocumentBytes)
        {
            diagnostics.Add(TooLarge($"the text has {utf8.Length} bytes; at most {diagnostics.Limits.DocumentBytes} are allowed"));
            return null;
        }

        var span = utf8.Span;
        var bytes = (span.StartsWith(Encoding.UTF8.Preamble) ? span[Encoding.UTF8.Preamble.Length..] : span).ToArray();
        if (Utf8.IsValid(bytes))
            return new SourceReader(bytes, diagnostics).ReadRoot();
        diagnostics.Add(new Diagnostic("malformed-json", DiagnosticSeverity.Error, string.Empty, 1, 1, "the text is not valid UTF-8; send it in that encoding"));
        return null;
    }

    private static Diagnostic TooLarge(string message) => new("document-too-large", DiagnosticSeverity.Error, string.Empty, 1, 1, message);

    private SourceNode? ReadRoot()
    {
        var reader = new Utf8JsonReader(_utf8, new JsonReaderOptions { MaxDepth = _diagnostics.Limits.DocumentDepth });
        try
        {
            reader.Read();
            var root = ReadValue(ref reader, string.Empty);
            if (_values > _diagnostics.Limits.DocumentValues)
                return null;
            reader.Read(); // Anything after the value is a fault.
            return root;
        }
        catch (JsonException e)
        {
            Malformed(e);
        }
        catch (InvalidOperationException e) when (e.InnerException is DecoderFallbackException || reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
        {
            // The reader checks only the grammar. Whether a string's escapes form valid text shows when the string is decoded.
            MoveTo((int)reader.TokenStartIndex);
            _diagnostics.Add(new Diagnostic(
                "malformed-json", DiagnosticSeverity.Error, string.Empty, _line, _column, "the string holds half of a surrogate pair; write whole characters"));
        }

        return null;
    }

    private void Malformed(JsonException e)
    {
        var (offset, message) = JsonComplaints.Explain(e, _utf8);
        MoveTo(offset);
        var empty = _utf8.AsSpan().Trim(" \t\r\n"u8).IsEmpty;
        _diagnostics.Add(new Diagnostic(
            empty ? "empty-body" : "malformed-json",
            DiagnosticSeverity.Error,
            string.Empty,
            _line,
            _column,
            empty ? "the text is empty; send one JSON object" : message));
    }

    private SourceNode ReadValue(ref Utf8JsonReader reader, string pointer)
    {
        MoveTo((int)reader.TokenStartIndex);
        var (line, column) = (_line, _column);
        if (++_values > _diagnostics.Limits.DocumentValues)
            return PassOver(ref reader, pointer, line, column);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, pointer, line, column);
            case JsonTokenType.StartArray:
                return new SourceNode(SourceKind.Array, pointer, line, column, string.Empty, [], ReadItems(ref reader, pointer));
            case JsonTokenType.String:
                return new SourceNode(SourceKind.String, pointer, line, column, reader.GetString()!);
            case JsonTokenType.Number:
                return ReadNumber(ref reader, pointer, line, column);
            case JsonTokenType.True or JsonTokenType.False:
                return new SourceNode(SourceKind.Boolean, pointer, line, column, reader.TokenType == JsonTokenType.True ? "true" : "false");
            default:
                return new SourceNode(SourceKind.Null, pointer, line, column, "null");
        }
    }

    /// <summary>Reads on without keeping anything. The text is refused for its size, but a syntax error that follows is reported too.</summary>
    private SourceNode PassOver(ref Utf8JsonReader reader, string pointer, int line, int column)
    {
        if (_values == _diagnostics.Limits.DocumentValues + 1)
            _diagnostics.Add(TooLarge($"the text holds more than {_diagnostics.Limits.DocumentValues} values; split the document"));
        reader.Skip();
        return new SourceNode(SourceKind.Null, pointer, line, column, "null");
    }

    private SourceNode ReadNumber(ref Utf8JsonReader reader, string pointer, int line, int column)
    {
        var text = Encoding.ASCII.GetString(reader.ValueSpan);
        var node = new SourceNode(SourceKind.Number, pointer, line, column, text);
        if (!ExactDecimal.TryParse(text, out var value) || !CanonicalJson.SurvivesAsDouble(value))
            _diagnostics.Error(node, "number-precision", $"`{TextInWords.Of(text)}` has more digits than can be represented exactly; use at most 15 significant digits");
        return node;
    }

    private SourceNode ReadObject(ref Utf8JsonReader reader, string pointer, int line, int column)
    {
        var byName = new Dictionary<string, SourceNode>(StringComparer.Ordinal);
        return new SourceNode(pointer, line, column, ReadMembers(ref reader, pointer, byName), byName);
    }

    private List<KeyValuePair<string, SourceNode>> ReadMembers(ref Utf8JsonReader reader, string pointer, Dictionary<string, SourceNode> byName)
    {
        var members = new List<KeyValuePair<string, SourceNode>>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            MoveTo((int)reader.TokenStartIndex);
            var (line, column) = (_line, _column);
            var name = reader.GetString()!;
            var below = JsonPointer.Append(pointer, name);
            reader.Read();
            var value = ReadValue(ref reader, below);
            if (!byName.TryAdd(name, value))
                _diagnostics.Add(new Diagnostic("duplicate-member", DiagnosticSeverity.Error, below, line, column, $"`{name}` is written twice in one object; keep one"));
            members.Add(new KeyValuePair<string, SourceNode>(name, value));
        }

        return members;
    }

    private List<SourceNode> ReadItems(ref Utf8JsonReader reader, string pointer)
    {
        var items = new List<SourceNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(ReadValue(ref reader, JsonPointer.Append(pointer, items.Count.ToString(CultureInfo.InvariantCulture))));
        return items;
    }

    /// <summary>Counts lines and characters up to a byte offset. It normally moves forward; for a fault that is detected late, it starts again.</summary>
    private void MoveTo(int offset)
    {
        if (offset < _counted)
            (_counted, _line, _column) = (0, 1, 1);
        for (; _counted < offset; _counted++)
        {
            if (_utf8[_counted] == (byte)'\n')
            {
                _line++;
                _column = 1;
            }
            else if ((_utf8[_counted] & 0xC0) != 0x80)
            {
                _column++;
            }
        }
    }
}
