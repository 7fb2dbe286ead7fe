using System.Globalization;
using PolicyEngine.Facts;

namespace PolicyEngine.Reference;

/// <summary>Generates complete facts within the limits of a schema. The same seed always gives the same facts.</summary>
internal sealed class GeneratedFacts
{
    private const int MostItems = 3;

    private static readonly string[] Texts = ["", "a", "A", "B", "S", "上海", "王芳", "key-account", "0"];

    private readonly IReadOnlyList<decimal> _numbers;
    private ulong _state;

    /// <summary>Starts a sequence.</summary>
    /// <param name="seed">The seed, which alone determines the sequence.</param>
    /// <param name="numbers">Numbers that matter, such as thresholds; half of the generated numbers are these or their neighbours.</param>
    public GeneratedFacts(ulong seed, IReadOnlyList<decimal> numbers)
    {
        _state = seed | 1;
        _numbers = numbers;
    }

    /// <summary>Generates the next instance.</summary>
    public FactObject Next(FactShape shape)
    {
        var facts = shape.CreateInstance();
        for (var slot = 0; slot < shape.Schema.Fields.Count; slot++)
        {
            var schema = shape.Schema.Fields[slot].Schema;
            switch (schema.Kind)
            {
                case FactKind.Number or FactKind.Integer:
                    facts.SetNumber(slot, Number(schema));
                    break;
                case FactKind.Boolean:
                    facts.SetBoolean(slot, Below(2) == 0);
                    break;
                case FactKind.Date:
                    facts.SetDate(slot, Date());
                    break;
                default:
                    facts.SetReference(slot, Reference(schema, shape.Below(slot)));
                    break;
            }
        }

        return facts;
    }

    private object Reference(FactSchema schema, FactShape? below) => schema.Kind switch
    {
        FactKind.Object => Next(below!),
        FactKind.Text => Text(schema),
        _ => List(schema, below),
    };

    private Array List(FactSchema schema, FactShape? below)
    {
        var count = Math.Clamp(Below(MostItems + 1), Math.Min(schema.MinItems, schema.MaxItems), schema.MaxItems);
        var item = schema.Items!;
        var list = Array.CreateInstance(FactShape.TypeOf(item, below), count);
        for (var i = 0; i < count; i++)
            list.SetValue(Item(item, below), i);
        return list;
    }

    private object Item(FactSchema schema, FactShape? below) => schema.Kind switch
    {
        FactKind.Number or FactKind.Integer => Number(schema),
        FactKind.Boolean => Below(2) == 0,
        FactKind.Date => Date(),
        _ => Reference(schema, below),
    };

    private string Text(FactSchema schema)
    {
        if (schema.Enum.Count > 0)
            return schema.Enum[Below(schema.Enum.Count)];
        var text = Texts[Below(Texts.Length)].PadRight(schema.MinLength, 'x');
        return text.Length <= schema.MaxLength ? text : text[..schema.MaxLength];
    }

    private decimal Number(FactSchema schema)
    {
        var step = schema.MultipleOf ?? (schema.Kind == FactKind.Integer ? 1m : 0.25m);
        var low = schema.Minimum ?? schema.ExclusiveMinimum + step ?? -20m;
        var high = schema.Maximum ?? schema.ExclusiveMaximum - step ?? Math.Max(low, 0) + 150m;
        var value = Below(2) == 0 && _numbers.Count > 0
            ? _numbers[Below(_numbers.Count)] + (step * (Below(3) - 1))
            : low + ((high - low) * Below(1_001) / 1_000m);
        value = Math.Clamp(value, low, high);
        return decimal.Truncate(value / step) * step is var whole && whole >= low ? whole : low;
    }

    private DateTime Date() => DateTime.Parse("2020-01-01", CultureInfo.InvariantCulture).AddDays(Below(3_000));

    /// <summary>Returns a pseudo-random number from 0 to <paramref name="limit"/> − 1 (xorshift64*).</summary>
    private int Below(int limit)
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return (int)((_state * 0x2545F4914F6CDD1DUL) >> 33) % limit;
    }
}
