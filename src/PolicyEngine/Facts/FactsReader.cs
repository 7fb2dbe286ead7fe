using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using PolicyEngine.Documents;

namespace PolicyEngine.Facts;

/// <summary>
/// Reads posted facts straight into the emitted types. Every fault is reported; unknown members are passed over and
/// named. A root can have sections beside the model's own fields: the results that a policy reads from others.
/// </summary>
public sealed class FactsReader
{
    /// <summary>How deep posted facts may nest, unknown members included.</summary>
    public const int MaxDepth = 32;

    /// <summary>Most faults reported for one subject.</summary>
    public const int MaxFaults = 50;

    /// <summary>Most unknown members named for one subject.</summary>
    public const int MaxIgnored = 100;

    private readonly FactShape _root;
    private readonly IReadOnlyList<(string Name, FactShape Shape)> _sections;

    /// <summary>Makes a reader.</summary>
    /// <param name="root">The fact model's shape.</param>
    /// <param name="sections">Further members of the posted object, each read into an instance of its own.</param>
    public FactsReader(FactShape root, IReadOnlyList<(string Name, FactShape Shape)> sections)
    {
        ArgumentNullException.ThrowIfNull(root);
        _root = root;
        _sections = sections;
    }

    /// <summary>Reads one JSON object.</summary>
    /// <param name="utf8">The text in UTF-8; a byte order mark is passed over.</param>
    public PostedFacts Read(ReadOnlySpan<byte> utf8)
    {
        var reading = new Reading(utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8);
        return reading.ReadRoot(_root, _sections);
    }

    private ref struct Reading(ReadOnlySpan<byte> utf8)
    {
        private readonly ReadOnlySpan<byte> _utf8 = utf8;
        private readonly List<Diagnostic> _faults = [];
        private readonly List<string> _ignored = [];
        private readonly List<object> _path = [];
        private Utf8JsonReader _json = new(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });

        public PostedFacts ReadRoot(FactShape root, IReadOnlyList<(string Name, FactShape Shape)> sections)
        {
            var facts = root.CreateInstance();
            var read = new FactObject?[sections.Count];
            if (!Utf8.IsValid(_utf8))
            {
                // The reader would notice only in the members it takes out, not in those it passes over.
                Fault("malformed-json", "the text is not valid UTF-8; send it in that encoding");
                return new PostedFacts(facts, read, _faults, _ignored);
            }

            try
            {
                _json.Read();
                if (_json.TokenType == JsonTokenType.StartObject)
                    ReadObject(root, facts, sections, read);
                else
                    Fault("wrong-type", "facts are one JSON object");
                if (_faults.Count == 0)
                    _json.Read(); // Anything after the object is a fault.
            }
            catch (JsonException e)
            {
                Malformed(e);
            }
            catch (InvalidOperationException) when (_json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                // The reader checks the grammar; whether a string's escapes form valid text shows only when it is taken out.
                Fault("malformed-json", "the string holds half of a surrogate pair; write whole characters");
            }

            return new PostedFacts(facts, read, _faults, _ignored);
        }

        private void Malformed(JsonException e)
        {
            var empty = _utf8.Trim(" \t\r\n"u8).IsEmpty;
            var text = e.Message;
            var cut = text.IndexOf(" LineNumber:", StringComparison.Ordinal);
            _faults.Add(new Diagnostic(
                empty ? "empty-body" : "malformed-json",
                DiagnosticSeverity.Error,
                empty ? string.Empty : Pointer(),
                (int)(e.LineNumber ?? 0) + 1,
                (int)(e.BytePositionInLine ?? 0) + 1,
                empty ? "the text is empty; send one JSON object" : "the text is not valid JSON: " + (cut < 0 ? text : text[..cut]).TrimEnd('.')));
        }

        private void ReadObject(FactShape shape, FactObject target, IReadOnlyList<(string Name, FactShape Shape)> sections, FactObject?[] read)
        {
            var fields = shape.Schema.Fields;
            Span<bool> seen = fields.Count + sections.Count <= 256 ? stackalloc bool[fields.Count + sections.Count] : new bool[fields.Count + sections.Count];
            var expected = 0;
            var depth = _path.Count;
            while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
            {
                _path.RemoveRange(depth, _path.Count - depth);
                var slot = FindField(shape, ref expected);
                var section = slot < 0 ? FindSection(sections) : -1;
                _path.Add(slot >= 0 ? fields[slot].Name : _json.GetString()!);
                var mark = slot >= 0 ? slot : section >= 0 ? fields.Count + section : -1;
                if (mark >= 0 && seen[mark])
                    Fault("duplicate-member", $"`{_path[^1]}` is written twice; keep one");
                _json.Read();
                if (mark < 0)
                {
                    Ignore();
                    continue;
                }

                seen[mark] = true;
                if (slot >= 0)
                    ReadField(shape, slot, target);
                else if (ReadNested(sections[section].Shape) is { } instance)
                    read[section] = instance;
            }

            _path.RemoveRange(depth, _path.Count - depth);
            for (var i = 0; i < fields.Count; i++)
            {
                if (fields[i].Required && !seen[i])
                    Fault("required", $"`{fields[i].Name}` is missing; the model requires it", fields[i].Name);
            }
        }

        /// <summary>Callers mostly write members in the model's order, so the next field is tried first.</summary>
        private int FindField(FactShape shape, ref int expected)
        {
            var fields = shape.Schema.Fields;
            for (var i = 0; i < fields.Count; i++)
            {
                var slot = expected + i < fields.Count ? expected + i : expected + i - fields.Count;
                if (_json.ValueTextEquals(fields[slot].Name))
                {
                    expected = slot + 1 < fields.Count ? slot + 1 : 0;
                    return slot;
                }
            }

            return -1;
        }

        private int FindSection(IReadOnlyList<(string Name, FactShape Shape)> sections)
        {
            for (var i = 0; i < sections.Count; i++)
            {
                if (_json.ValueTextEquals(sections[i].Name))
                    return i;
            }

            return -1;
        }

        private void Ignore()
        {
            if (_ignored.Count < MaxIgnored)
                _ignored.Add(Pointer());
            _json.Skip();
        }

        private void ReadField(FactShape shape, int slot, FactObject target)
        {
            var schema = shape.Schema.Fields[slot].Schema;
            if (_json.TokenType == JsonTokenType.Null)
            {
                if (!schema.Nullable)
                    Fault("wrong-type", $"`{shape.Schema.Fields[slot].Name}` must not be null; leave it out when it is not known");
                return;
            }

            switch (schema.Kind)
            {
                case FactKind.Number or FactKind.Integer when ReadNumber(schema) is { } number:
                    target.SetNumber(slot, number);
                    break;
                case FactKind.Boolean when ReadBoolean() is { } flag:
                    target.SetBoolean(slot, flag);
                    break;
                case FactKind.Date when ReadDate() is { } date:
                    target.SetDate(slot, date);
                    break;
                case FactKind.Text when ReadText(schema) is { } text:
                    target.SetReference(slot, text);
                    break;
                case FactKind.Object when ReadNested(shape.Below(slot)!) is { } instance:
                    target.SetReference(slot, instance);
                    break;
                case FactKind.List when ReadList(schema, shape.Below(slot)) is { } list:
                    target.SetReference(slot, list);
                    break;
                default:
                    break; // The fault is already noted.
            }
        }

        private FactObject? ReadNested(FactShape shape)
        {
            if (!Expect(JsonTokenType.StartObject, "an object"))
                return null;
            var instance = shape.CreateInstance();
            ReadObject(shape, instance, [], []);
            return instance;
        }

        private Array? ReadList(FactSchema schema, FactShape? shape)
        {
            if (!Expect(JsonTokenType.StartArray, "an array"))
                return null;
            var items = new List<object>();
            var (pointer, start) = (Pointer(), _json.TokenStartIndex);
            _path.Add(0);
            var depth = _path.Count;
            for (var index = 0; _json.Read() && _json.TokenType != JsonTokenType.EndArray; index++)
            {
                _path.RemoveRange(depth, _path.Count - depth);
                _path[^1] = index;
                if (index >= schema.MaxItems)
                    _json.Skip();
                else if (ReadItem(schema.Items!, shape) is { } item)
                    items.Add(item);
                if (index == schema.MaxItems)
                    FaultAt("too-many", $"the list has more than {schema.MaxItems} items", pointer, start);
            }

            _path.RemoveRange(depth - 1, _path.Count - depth + 1);
            if (items.Count < schema.MinItems)
                FaultAt("out-of-range", $"the list needs at least {schema.MinItems} items", pointer, start);
            return ToArray(items, schema.Items!, shape);
        }

        private object? ReadItem(FactSchema schema, FactShape? shape) => schema.Kind switch
        {
            FactKind.Object => ReadNested(shape!),
            FactKind.List => ReadList(schema, shape),
            FactKind.Text => ReadText(schema),
            FactKind.Boolean => ReadBoolean(),
            FactKind.Date => ReadDate(),
            _ => ReadNumber(schema),
        };

        private static Array ToArray(List<object> items, FactSchema schema, FactShape? shape)
        {
            var array = Array.CreateInstance(FactShape.TypeOf(schema, shape), items.Count);
            for (var i = 0; i < items.Count; i++)
                array.SetValue(items[i], i);
            return array;
        }

        private bool? ReadBoolean()
        {
            if (_json.TokenType == JsonTokenType.False)
                return false;
            return Expect(JsonTokenType.True, "`true` or `false`") ? true : null;
        }

        private DateTime? ReadDate()
        {
            if (!Expect(JsonTokenType.String, "a date"))
                return null;
            var text = _json.GetString()!;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                return date.ToDateTime(TimeOnly.MinValue);
            Fault("wrong-format", $"\"{Shorten(text)}\" is no date; write it as `YYYY-MM-DD`");
            return null;
        }

        private string? ReadText(FactSchema schema)
        {
            if (!Expect(JsonTokenType.String, "a string"))
                return null;
            var text = _json.GetString()!;
            if (text.Length < schema.MinLength || text.Length > schema.MaxLength)
                Fault("out-of-range", $"the text has {text.Length} characters; allowed are {schema.MinLength} to {schema.MaxLength}");
            else if (schema.Enum.Count > 0 && !schema.Enum.Contains(text, StringComparer.Ordinal))
                Fault("not-allowed", $"\"{Shorten(text)}\" is not allowed; {Suggest.Hint(text, schema.Enum, "use one of " + string.Join(", ", schema.Enum.Take(20).Select(e => $"`{e}`")))}");
            return text;
        }

        private decimal? ReadNumber(FactSchema schema)
        {
            if (!Expect(JsonTokenType.Number, "a number"))
                return null;
            var span = _json.ValueSpan;
            decimal value;
            // Up to 28 characters without an exponent are at most 28 digits, which a decimal holds exactly.
            if (span.Length > 28 || span.ContainsAny((byte)'e', (byte)'E') || !_json.TryGetDecimal(out value))
            {
                if (!ExactDecimal.TryParse(Encoding.ASCII.GetString(span), out value))
                {
                    Fault("number-precision", $"`{Shorten(Encoding.ASCII.GetString(span))}` cannot be held exactly; use at most 28 digits");
                    return null;
                }
            }

            if (NumberLimits.Violation(schema, value) is { } violation)
                Fault("out-of-range", violation);
            return value;
        }

        private bool Expect(JsonTokenType type, string noun)
        {
            if (_json.TokenType == type)
                return true;
            var found = _json.TokenType switch
            {
                JsonTokenType.String => "a string",
                JsonTokenType.Number => "a number",
                JsonTokenType.StartObject => "an object",
                JsonTokenType.StartArray => "an array",
                JsonTokenType.Null => "null",
                _ => "a boolean",
            };
            Fault("wrong-type", $"expected {noun}, found {found}");
            _json.Skip();
            return false;
        }

        private static string Shorten(string text) => text.Length > 40 ? text[..40] + "…" : text;

        private void Fault(string code, string message, string? below = null) =>
            FaultAt(code, message, below is null ? Pointer() : JsonPointer.Append(Pointer(), below), _json.TokenStartIndex);

        private void FaultAt(string code, string message, string pointer, long offset)
        {
            if (_faults.Count >= MaxFaults)
                return;
            var before = _utf8[..(int)offset];
            var lineStart = before.LastIndexOf((byte)'\n') + 1;
            _faults.Add(new Diagnostic(
                code, DiagnosticSeverity.Error, pointer, before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1, message));
        }

        private string Pointer()
        {
            var pointer = string.Empty;
            foreach (var part in _path)
                pointer = JsonPointer.Append(pointer, Convert.ToString(part, CultureInfo.InvariantCulture)!);
            return pointer;
        }
    }
}
