using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using PolicyEngine.Documents;

namespace PolicyEngine.Facts;

/// <summary>The position in posted facts while they are read, with the faults found so far.</summary>
internal ref struct FactCursor(ReadOnlySpan<byte> utf8)
{
    private readonly ReadOnlySpan<byte> _utf8 = utf8;
    private List<Diagnostic>? _faults;
    private List<string>? _ignored;

    /// <summary>The JSON reader, at the current token.</summary>
    public Utf8JsonReader Json = new(utf8, new JsonReaderOptions { MaxDepth = FactsReader.MaxDepth });

    /// <summary>The position as a path of member names and indexes.</summary>
    public FactPath Path;

    /// <summary>The posted text in UTF-8.</summary>
    public readonly ReadOnlySpan<byte> Utf8 => _utf8;

    /// <summary>The faults found so far.</summary>
    public readonly IReadOnlyList<Diagnostic> Faults => _faults ?? (IReadOnlyList<Diagnostic>)[];

    /// <summary>The pointers of the unknown members skipped so far.</summary>
    public readonly IReadOnlyList<string> Ignored => _ignored ?? (IReadOnlyList<string>)[];

    /// <summary>Records and skips a member that the model does not know.</summary>
    public void Ignore()
    {
        Path.AtUnknown(Json.GetString()!);
        Json.Read();
        _ignored ??= [];
        if (_ignored.Count < FactsReader.MaxIgnored)
            _ignored.Add(Path.ToPointer());
        Path.AtItself(); // A fault inside is reported at the enclosing object, which the model knows.
        Json.Skip();
    }

    /// <summary>Reports that the text is not JSON.</summary>
    public void Malformed(JsonException e)
    {
        var empty = _utf8.Trim(" \t\r\n"u8).IsEmpty;
        _faults ??= [];
        _faults.Add(new Diagnostic(
            empty ? "empty-body" : "malformed-json",
            DiagnosticSeverity.Error,
            empty ? string.Empty : Path.ToPointer(),
            (int)(e.LineNumber ?? 0) + 1,
            JsonComplaints.ColumnOf(e, _utf8),
            empty ? "the text is empty; send one JSON object" : JsonComplaints.Explain(e, _utf8, isSecret: true).Message));
    }

    /// <summary>Whether the token is of a type; any other token is reported and skipped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Expect(JsonTokenType type, string noun) => Json.TokenType == type || Unexpected(noun);

    private bool Unexpected(string noun)
    {
        var found = Json.TokenType switch
        {
            JsonTokenType.String => "a string",
            JsonTokenType.Number => "a number",
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.Null => "null",
            _ => "a boolean",
        };
        Fault("wrong-type", $"expected {noun}, found {found}");
        Json.Skip();
        return false;
    }

    /// <summary>Reports a fault at the current token.</summary>
    public void Fault(string code, string message, string? below = null) =>
        FaultAt(code, message, below is null ? Path.ToPointer() : JsonPointer.Append(Path.ToPointer(), below), Json.TokenStartIndex);

    /// <summary>Reports a fault at the given place.</summary>
    public void FaultAt(string code, string message, string pointer, long offset)
    {
        _faults ??= [];
        if (_faults.Count >= FactsReader.MaxFaults)
            return;
        var (line, column) = PlaceOf(_utf8, offset);
        _faults.Add(new Diagnostic(code, DiagnosticSeverity.Error, pointer, line, column, message));
    }

    /// <summary>The 1-based line and column of a place.</summary>
    public static (int Line, int Column) PlaceOf(ReadOnlySpan<byte> utf8, long offset)
    {
        var before = utf8[..(int)offset];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }
}
