using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using PolicyEngine.Documents;

namespace PolicyEngine.Facts;

/// <summary>
/// Reads posted facts straight into the emitted types. Every fault is reported; unknown members are passed over and
/// named. A root can have sections beside the model's own fields: the results that a policy reads from others.
/// No fault repeats what was sent, which may be personal: refusals are kept in the results of jobs. Their place is enough for who sent it.
/// </summary>
public sealed class FactsReader
{
    /// <summary>How deep posted facts may nest, unknown members included.</summary>
    public const int MaxDepth = 32;

    /// <summary>Most faults reported for one subject.</summary>
    public const int MaxFaults = 50;

    /// <summary>Most unknown members named for one subject.</summary>
    public const int MaxIgnored = 100;

    /// <summary>
    /// Most fields of all objects of one subject's facts together, given or not: an object of two hundred fields takes three kilobytes, and
    /// two characters to write.
    /// </summary>
    public const int MaxFields = 1_000_000;

    private const int MaxWordsTold = 20;

    private readonly ObjectPlan _root;
    private readonly (string Name, ObjectPlan Plan)[] _sections;

    /// <summary>Makes a reader that keeps everything.</summary>
    /// <param name="root">The fact model's shape.</param>
    /// <param name="sections">Further members of the posted object, each read into an instance of its own.</param>
    public FactsReader(FactShape root, IReadOnlyList<(string Name, FactShape Shape)> sections)
        : this(root, sections, (_, _) => true)
    {
    }

    /// <summary>Makes a reader that keeps what is wanted and checks all.</summary>
    /// <param name="root">The fact model's shape.</param>
    /// <param name="sections">Further members of the posted object, each read into an instance of its own.</param>
    /// <param name="isWanted">Whether anybody reads a field of a shape.</param>
    internal FactsReader(FactShape root, IReadOnlyList<(string Name, FactShape Shape)> sections, Func<FactShape, string, bool> isWanted)
    {
        ArgumentNullException.ThrowIfNull(root);
        _root = new ObjectPlan(root, isWanted, sections.Select(s => s.Name));
        _sections = [.. sections.Select(s => (s.Name, new ObjectPlan(s.Shape, isWanted)))];
    }

    /// <summary>Reads one JSON object.</summary>
    /// <param name="utf8">The text in UTF-8; a byte order mark is passed over.</param>
    public PostedFacts Read(ReadOnlySpan<byte> utf8)
    {
        var reading = new Reading(utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8);
        return reading.ReadRoot(_root, _sections);
    }

    private const int Word = 64;
    private const int MostInline = 4 * Word;

    private ref struct Reading(ReadOnlySpan<byte> utf8)
    {
        private readonly ReadOnlySpan<byte> _utf8 = utf8;
        private List<Diagnostic>? _faults;
        private List<string>? _ignored;
        private FactPath _path;
        private long _fields;
        private Utf8JsonReader _json = new(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });

        public PostedFacts ReadRoot(ObjectPlan root, (string Name, ObjectPlan Plan)[] sections)
        {
            var facts = root.Create();
            var read = sections.Length == 0 ? [] : new FactObject?[sections.Length];
            if (!Utf8.IsValid(_utf8))
            {
                // The reader would notice only in the members it takes out, not in those it passes over.
                Fault("malformed-json", "the text is not valid UTF-8; send it in that encoding");
                return Posted(facts, read);
            }

            try
            {
                _json.Read();
                if (_json.TokenType == JsonTokenType.StartObject)
                    ReadObject(root, facts, sections, read);
                else
                    Fault("wrong-type", "facts are one JSON object");
                if (_faults is null)
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

            return Posted(facts, read);
        }

        private readonly PostedFacts Posted(FactObject facts, FactObject?[] read) => new(facts, read, _faults ?? (IReadOnlyList<Diagnostic>)[], _ignored ?? (IReadOnlyList<string>)[]);

        private void Malformed(JsonException e)
        {
            var empty = _utf8.Trim(" \t\r\n"u8).IsEmpty;
            _faults ??= [];
            _faults.Add(new Diagnostic(
                empty ? "empty-body" : "malformed-json",
                DiagnosticSeverity.Error,
                empty ? string.Empty : _path.ToPointer(),
                (int)(e.LineNumber ?? 0) + 1,
                (int)(e.BytePositionInLine ?? 0) + 1,
                empty ? "the text is empty; send one JSON object" : "the text is not valid JSON: " + Reason(e.Message)));
        }

        // Up to the place, which is told apart, and without what was sent: the reader quotes that at the beginning.
        private static string Reason(string message)
        {
            var place = message.IndexOf(" LineNumber:", message.LastIndexOf("' is ", StringComparison.Ordinal) + 1, StringComparison.Ordinal);
            var reason = place < 0 ? message : message[..place];
            var quoted = reason.StartsWith('\'') ? reason.LastIndexOf("' is ", StringComparison.Ordinal) : -1;
            return (quoted < 0 ? reason : "what stands here" + reason[(quoted + 1)..]).TrimEnd('.');
        }

        private void ReadObject(ObjectPlan plan, FactObject? target, (string Name, ObjectPlan Plan)[] sections, FactObject?[] read)
        {
            var fields = plan.Fields;
            Span<ulong> seen = plan.Names.Length <= MostInline ? stackalloc ulong[MostInline / Word] : new ulong[(plan.Names.Length / Word) + 1];
            var expected = 0;
            _path.Enter(plan.Names);
            while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
            {
                if (_json.ValueIsEscaped)
                    _path.AtItself(); // Where it is told if the name is no valid text.
                var member = FindField(fields, ref expected);
                member = member < 0 ? FindSection(sections, fields.Length) : member;
                if (member < 0)
                {
                    Ignore();
                    continue;
                }

                _path.At(member);
                ref var word = ref seen[member / Word];
                var bit = 1UL << (member % Word);
                if ((word & bit) != 0)
                    Fault("duplicate-member", $"`{plan.Names[member]}` is written twice; keep one");
                word |= bit;
                _json.Read();
                if (member < fields.Length)
                    ReadField(fields[member], member, fields[member].IsWanted ? target : null);
                else if (ReadNested(sections[member - fields.Length].Plan, isWanted: true) is { } instance)
                    read[member - fields.Length] = instance;
            }

            _path.AtItself();
            foreach (var slot in plan.Required)
            {
                if ((seen[slot / Word] & (1UL << (slot % Word))) == 0)
                    Fault("required", $"`{plan.Names[slot]}` is missing; the model requires it", plan.Names[slot]);
            }

            _path.Leave();
        }

        /// <summary>Callers mostly write members in the model's order, so the next field is tried first.</summary>
        private readonly int FindField(FieldPlan[] fields, ref int expected)
        {
            var name = _json.ValueSpan;
            var isEscaped = _json.ValueIsEscaped;
            for (var i = 0; i < fields.Length; i++)
            {
                var slot = expected + i < fields.Length ? expected + i : expected + i - fields.Length;
                if (isEscaped ? _json.ValueTextEquals(fields[slot].Utf8Name) : name.SequenceEqual(fields[slot].Utf8Name))
                {
                    expected = slot + 1 < fields.Length ? slot + 1 : 0;
                    return slot;
                }
            }

            return -1;
        }

        /// <summary>Sections are counted on after the fields.</summary>
        private readonly int FindSection((string Name, ObjectPlan Plan)[] sections, int fields)
        {
            for (var i = 0; i < sections.Length; i++)
            {
                if (_json.ValueTextEquals(sections[i].Name))
                    return fields + i;
            }

            return -1;
        }

        private void Ignore()
        {
            _path.AtUnknown(_json.GetString()!);
            _json.Read();
            _ignored ??= [];
            if (_ignored.Count < MaxIgnored)
                _ignored.Add(_path.ToPointer());
            _path.AtItself(); // A fault inside is told by a name the model knows.
            _json.Skip();
        }

        /// <summary>Reads a field into its slot, or only checks it when there is no target.</summary>
        private void ReadField(FieldPlan field, int slot, FactObject? target)
        {
            var plan = field.Value;
            if (target is null && _json.TokenType == JsonTokenType.String && _json.ValueSpan.Length <= plan.FreeLength && !_json.ValueIsEscaped)
                return;
            if (_json.TokenType == JsonTokenType.Null)
            {
                if (!plan.Schema.Nullable)
                    Fault("wrong-type", $"`{field.Name}` must not be null; leave it out when it is not known");
                return;
            }

            switch (plan.Kind)
            {
                case FactKind.Number or FactKind.Integer:
                    if (ReadNumber(plan, target is not null, out var number))
                        target?.SetNumber(slot, number);
                    break;
                case FactKind.Boolean:
                    if (ReadBoolean() is { } flag)
                        target?.SetBoolean(slot, flag);
                    break;
                case FactKind.Date:
                    if (ReadDate() is { } date)
                        target?.SetDate(slot, date);
                    break;
                default:
                    if (ReadReference(plan, target is not null) is { } value)
                        target?.SetReference(slot, value);
                    break;
            }
        }

        /// <summary>A text, object or list; some other one, instead of <see langword="null"/>, where it is not wanted.</summary>
        private object? ReadReference(ValuePlan plan, bool isWanted) => plan.Kind switch
        {
            FactKind.Text => ReadText(plan, isWanted),
            FactKind.Object => ReadNested(plan.Objects!, isWanted),
            _ => ReadList(plan, isWanted),
        };

        private FactObject? ReadNested(ObjectPlan plan, bool isWanted)
        {
            if (!Expect(JsonTokenType.StartObject, "an object"))
                return null;
            var instance = isWanted && HasRoom(plan.Fields.Length) ? plan.Create() : null;
            ReadObject(plan, instance, [], []);
            return instance ?? plan.Shape.Empty;
        }

        private bool HasRoom(int fields)
        {
            var had = _fields <= MaxFields;
            _fields += fields;
            if (_fields <= MaxFields)
                return true;
            if (had)
                Fault("too-many", $"the objects up to here have more than {MaxFields} fields together, those left out counted; send fewer of them");
            return false;
        }

        private Array? ReadList(ValuePlan plan, bool isWanted)
        {
            if (!Expect(JsonTokenType.StartArray, "an array"))
                return null;
            return plan.Items!.Kind switch
            {
                FactKind.Number or FactKind.Integer => ReadItems<decimal>(plan, isWanted),
                FactKind.Boolean => ReadItems<bool>(plan, isWanted),
                FactKind.Date => ReadItems<DateTime>(plan, isWanted),
                FactKind.Text => ReadItems<string>(plan, isWanted),
                FactKind.Object => ReadItems<FactObject>(plan, isWanted),
                _ => ReadItems<Array>(plan, isWanted),
            };
        }

        private T[] ReadItems<T>(ValuePlan plan, bool isWanted)
        {
            var items = isWanted ? plan.NewArray<T>(plan.LastCount) : [];
            var (start, count, depth) = (_json.TokenStartIndex, 0, _path.Depth);
            _path.EnterList();
            for (var index = 0; _json.Read() && _json.TokenType != JsonTokenType.EndArray; index++)
            {
                _path.At(index);
                if (index >= plan.Schema.MaxItems)
                {
                    _json.Skip();
                }
                else if (ReadItem<T>(plan.Items!, isWanted, out var item))
                {
                    if (isWanted)
                    {
                        if (count == items.Length)
                            items = plan.Resize(items, count, Math.Max(4, 2 * count));
                        items[count] = item!;
                    }

                    count++;
                }

                if (index == plan.Schema.MaxItems)
                    FaultAt("too-many", $"the list has more than {plan.Schema.MaxItems} items", _path.ToPointer(depth), start);
            }

            _path.Leave();
            if (count < plan.Schema.MinItems)
                FaultAt("out-of-range", $"the list needs at least {plan.Schema.MinItems} items", _path.ToPointer(), start);
            if (!isWanted || count == items.Length)
                return items;
            plan.LastCount = count;
            return plan.Resize(items, count, count);
        }

        private bool ReadItem<T>(ValuePlan plan, bool isWanted, out T? item)
        {
            item = default;
            if (typeof(T) == typeof(decimal))
                return ReadNumber(plan, isWanted, out Unsafe.As<T?, decimal>(ref item));
            if (typeof(T) == typeof(bool))
                return ReadBoolean() is { } flag && Give(flag, out item);
            if (typeof(T) == typeof(DateTime))
                return ReadDate() is { } date && Give(date, out item);
            item = (T?)ReadReference(plan, isWanted);
            return item is not null;
        }

        private static bool Give<TValue, T>(TValue value, out T? item)
        {
            item = Unsafe.As<TValue, T>(ref value);
            return true;
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
            if (!_json.ValueIsEscaped && FactDate.TryRead(_json.ValueSpan, out var day))
                return day;
            var text = _json.GetString()!;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                return date.ToDateTime(TimeOnly.MinValue);
            Fault("wrong-format", "the text is no date; write it as `YYYY-MM-DD`");
            return null;
        }

        private string? ReadText(ValuePlan plan, bool isWanted)
        {
            if (!Expect(JsonTokenType.String, "a string"))
                return null;
            var schema = plan.Schema;
            if (!isWanted && !_json.ValueIsEscaped && _json.ValueSpan.Length <= plan.FreeLength)
                return string.Empty;
            // As many bytes as characters are allowed cannot be too many characters.
            if (!_json.ValueIsEscaped && schema.MinLength == 0 && _json.ValueSpan.Length <= schema.MaxLength && FindWord(plan.Words) is { } word)
                return word;
            var text = _json.GetString()!;
            if (text.Length < schema.MinLength || text.Length > schema.MaxLength)
                Fault("out-of-range", $"the text has {text.Length} characters; allowed are {schema.MinLength} to {schema.MaxLength}");
            else if (schema.Enum.Count > 0 && !schema.Enum.Contains(text, StringComparer.Ordinal))
                Fault("not-allowed", "the text is not allowed; use one of " + string.Join(", ", schema.Enum.Take(MaxWordsTold).Select(e => $"`{e}`")) + (schema.Enum.Count > MaxWordsTold ? ", …" : ""));
            return text;
        }

        private readonly string? FindWord((byte[] Utf8, string Text)[] words)
        {
            foreach (var (utf8, text) in words)
            {
                if (_json.ValueSpan.SequenceEqual(utf8))
                    return text;
            }

            return null;
        }

        private bool ReadNumber(ValuePlan plan, bool isWanted, out decimal value)
        {
            value = 0;
            if (!Expect(JsonTokenType.Number, "a number"))
                return false;
            var span = _json.ValueSpan;
            if (!isWanted && !plan.HasLimits && FactNumber.IsPlain(span))
                return true;
            if (FactNumber.TryReadShort(span, out var number) && plan.Holds(number))
            {
                value = number.ToDecimal();
                return true;
            }

            if (!FactNumber.TryRead(span, out value))
            {
                Fault("number-precision", "the number cannot be held exactly; use at most 28 digits");
                return false;
            }

            if (plan.Violation(value) is { } violation)
                Fault("out-of-range", violation);
            return true;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private bool Expect(JsonTokenType type, string noun) => _json.TokenType == type || Unexpected(noun);

        private bool Unexpected(string noun)
        {
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

        private void Fault(string code, string message, string? below = null) =>
            FaultAt(code, message, below is null ? _path.ToPointer() : JsonPointer.Append(_path.ToPointer(), below), _json.TokenStartIndex);

        private void FaultAt(string code, string message, string pointer, long offset)
        {
            _faults ??= [];
            if (_faults.Count >= MaxFaults)
                return;
            var before = _utf8[..(int)offset];
            var lineStart = before.LastIndexOf((byte)'\n') + 1;
            _faults.Add(new Diagnostic(
                code, DiagnosticSeverity.Error, pointer, before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1, message));
        }
    }
}
