using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;
using PolicyEngine.Decimals;

namespace PolicyEngine.Facts;

/// <summary>A single pass over posted facts, which reads objects and lists according to their plans.</summary>
internal ref struct FactsReading(ReadOnlySpan<byte> utf8)
{
    private const int Word = 64;
    private const int MostInline = 4 * Word;

    private FactCursor _at = new(utf8);
    private long _fields;

    /// <summary>Reads the posted object.</summary>
    public PostedFacts ReadRoot(ObjectPlan root, (string Name, ObjectPlan Plan)[] sections)
    {
        var facts = root.Create();
        var read = sections.Length == 0 ? [] : new FactObject?[sections.Length];
        if (!Utf8.IsValid(_at.Utf8))
        {
            // The JSON reader would notice this only in the members that it decodes, not in those that it skips.
            _at.Fault("malformed-json", "the text is not valid UTF-8; send it in that encoding");
            return new PostedFacts(facts, read, _at.Faults, _at.Ignored);
        }

        try
        {
            _at.Json.Read();
            if (_at.Json.TokenType == JsonTokenType.StartObject)
                ReadObject(root, facts, sections, read);
            else
                _at.Fault("wrong-type", "facts are one JSON object");
            if (_at.Faults.Count == 0)
                _at.Json.Read(); // Anything after the object is a fault.
        }
        catch (JsonException e)
        {
            _at.Malformed(e);
        }
        catch (InvalidOperationException) when (_at.Json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
        {
            // The JSON reader checks only the grammar. Whether a string's escapes form valid text shows when the string is decoded.
            _at.Fault("malformed-json", "the string holds half of a surrogate pair; write whole characters");
        }

        return new PostedFacts(facts, read, _at.Faults, _at.Ignored);
    }

    private void ReadObject(ObjectPlan plan, FactObject? target, (string Name, ObjectPlan Plan)[] sections, FactObject?[] read)
    {
        var fields = plan.Fields;
        Span<ulong> seen = plan.Names.Length <= MostInline ? stackalloc ulong[MostInline / Word] : new ulong[(plan.Names.Length / Word) + 1];
        var expected = 0;
        _at.Path.Enter(plan.Names);
        while (_at.Json.Read() && _at.Json.TokenType == JsonTokenType.PropertyName)
        {
            if (_at.Json.ValueIsEscaped)
                _at.Path.AtItself(); // If the name is not valid text, the fault is reported here.
            var member = FindField(fields, ref expected);
            member = member < 0 ? FindSection(sections, fields.Length) : member;
            if (member < 0)
            {
                _at.Ignore();
                continue;
            }

            _at.Path.At(member);
            ref var word = ref seen[member / Word];
            var bit = 1UL << (member % Word);
            if ((word & bit) != 0)
                _at.Fault("duplicate-member", $"`{plan.Names[member]}` is written twice; keep one");
            word |= bit;
            _at.Json.Read();
            if (member < fields.Length)
                ReadField(fields[member], member, fields[member].IsWanted ? target : null);
            else if (ReadNested(sections[member - fields.Length].Plan, isWanted: true) is { } instance)
                read[member - fields.Length] = instance;
        }

        _at.Path.AtItself();
        foreach (var slot in plan.Required)
        {
            if ((seen[slot / Word] & (1UL << (slot % Word))) == 0)
                _at.Fault("required", $"`{plan.Names[slot]}` is missing; the model requires it", plan.Names[slot]);
        }

        _at.Path.Leave();
    }

    /// <summary>
    /// Returns the slot of the field that the current member names; -1 for other names. Callers usually write members in the model's order, so the search
    /// starts at the expected field.
    /// </summary>
    private readonly int FindField(FieldPlan[] fields, ref int expected)
    {
        var name = _at.Json.ValueSpan;
        var isEscaped = _at.Json.ValueIsEscaped;
        for (var i = 0; i < fields.Length; i++)
        {
            var slot = expected + i < fields.Length ? expected + i : expected + i - fields.Length;
            if (isEscaped ? _at.Json.ValueTextEquals(fields[slot].Utf8Name) : name.SequenceEqual(fields[slot].Utf8Name))
            {
                expected = slot + 1 < fields.Length ? slot + 1 : 0;
                return slot;
            }
        }

        return -1;
    }

    /// <summary>Returns the number of the section that the current member names, counted on from the fields; -1 for other names.</summary>
    private readonly int FindSection((string Name, ObjectPlan Plan)[] sections, int fields)
    {
        for (var i = 0; i < sections.Length; i++)
        {
            if (_at.Json.ValueTextEquals(sections[i].Name))
                return fields + i;
        }

        return -1;
    }

    /// <summary>Reads a value into its slot; without a target, only checks it.</summary>
    private void ReadField(FieldPlan field, int slot, FactObject? target)
    {
        var plan = field.Value;
        if (target is null && _at.Json.TokenType == JsonTokenType.String && _at.Json.ValueSpan.Length <= plan.FreeLength && !_at.Json.ValueIsEscaped)
            return;
        if (_at.Json.TokenType == JsonTokenType.Null)
        {
            if (!plan.Schema.Nullable)
                _at.Fault("wrong-type", $"`{field.Name}` must not be null; leave it out when it is not known");
            return;
        }

        switch (plan.Kind)
        {
            case FactKind.Number or FactKind.Integer:
                var number = FactValues.ReadNumber(ref _at, plan, target is not null);
                if (number != DecimalParts.None)
                    target?.SetNumber(slot, number);
                break;
            case FactKind.Boolean:
                if (FactValues.ReadBoolean(ref _at) is { } flag)
                    target?.SetBoolean(slot, flag);
                break;
            case FactKind.Date:
                if (FactValues.ReadDate(ref _at) is { } date)
                    target?.SetDate(slot, date);
                break;
            default:
                if (ReadReference(plan, target is not null) is { } value)
                    target?.SetReference(slot, value);
                break;
        }
    }

    /// <summary>
    /// Reads a text, object or list; returns <see langword="null"/> after reporting another type. A value that is not wanted is only checked, and the result
    /// is arbitrary.
    /// </summary>
    private object? ReadReference(ValuePlan plan, bool isWanted) => plan.Kind switch
    {
        FactKind.Text => FactValues.ReadText(ref _at, plan, isWanted),
        FactKind.Object => ReadNested(plan.Objects!, isWanted),
        _ => ReadList(plan, isWanted),
    };

    private FactObject? ReadNested(ObjectPlan plan, bool isWanted)
    {
        if (!_at.Expect(JsonTokenType.StartObject, "an object"))
            return null;
        var instance = isWanted && HasRoom(plan.Fields.Length) ? plan.Create() : null;
        ReadObject(plan, instance, [], []);
        return instance ?? plan.Shape.Empty;
    }

    private bool HasRoom(int fields)
    {
        var had = _fields <= FactsReader.MaxFields;
        _fields += fields;
        if (_fields <= FactsReader.MaxFields)
            return true;
        if (had)
            _at.Fault("too-many", $"the objects up to here have more than {FactsReader.MaxFields} fields together, those left out counted; send fewer of them");
        return false;
    }

    private Array? ReadList(ValuePlan plan, bool isWanted)
    {
        if (!_at.Expect(JsonTokenType.StartArray, "an array"))
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
        var (start, count, depth) = (_at.Json.TokenStartIndex, 0, _at.Path.Depth);
        _at.Path.EnterList();
        for (var index = 0; _at.Json.Read() && _at.Json.TokenType != JsonTokenType.EndArray; index++)
        {
            _at.Path.At(index);
            if (index >= plan.Schema.MaxItems)
            {
                _at.Json.Skip();
            }
            else
            {
                if (isWanted && count == items.Length)
                    items = plan.Resize(items, count, Math.Max(4, 2 * count));
                count += ReadItem(plan.Items!, isWanted ? items : null, count) ? 1 : 0;
            }

            if (index == plan.Schema.MaxItems)
                _at.FaultAt("too-many", $"the list has more than {plan.Schema.MaxItems} items", _at.Path.ToPointer(depth), start);
        }

        _at.Path.Leave();
        if (count < plan.Schema.MinItems)
            _at.FaultAt("out-of-range", $"the list needs at least {plan.Schema.MinItems} items", _at.Path.ToPointer(), start);
        if (!isWanted || count == items.Length)
            return items;
        plan.LastCount = count;
        return plan.Resize(items, count, count);
    }

    /// <summary>Reads an item into an array; without an array, only checks it.</summary>
    /// <returns><see langword="false"/> if the value is not an item of the list.</returns>
    private bool ReadItem<T>(ValuePlan plan, T[]? items, int index)
    {
        if (typeof(T) == typeof(decimal))
        {
            var number = FactValues.ReadNumber(ref _at, plan, items is not null);
            if (items is not null && number != DecimalParts.None)
                DecimalParts.SetItem((decimal[])(object)items, index, number);
            return number != DecimalParts.None;
        }

        if (typeof(T) == typeof(bool))
            return FactValues.ReadBoolean(ref _at) is { } flag && Give(flag, (bool[]?)(object?)items, index);
        if (typeof(T) == typeof(DateTime))
            return FactValues.ReadDate(ref _at) is { } date && Give(date, (DateTime[]?)(object?)items, index);
        return ReadReference(plan, items is not null) is { } value && Give(Unsafe.As<object, T>(ref value), items, index);
    }

    private static bool Give<T>(T value, T[]? items, int index)
    {
        if (items is not null)
            items[index] = value;
        return true;
    }
}
