using PolicyEngine.Facts;

namespace PolicyEngine.Expressions.Conditions;

/// <summary>
/// What must be true of the values for some conditions to have given outcomes at once. A contradiction found here is certain, but not
/// every contradiction is found.
/// </summary>
internal sealed class Assumptions
{
    private const int Rounds = 4;

    private readonly Dictionary<string, NumberSet> _numbers;
    private readonly Dictionary<string, TextSet> _texts;
    private readonly Dictionary<string, bool> _conditions;
    private readonly Dictionary<string, bool> _there;
    private readonly Dictionary<(string Left, string Right), Order> _orders;

    /// <summary>Creates a set without assumptions.</summary>
    public Assumptions() => (_numbers, _texts, _conditions, _there, _orders) = (new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal), []);

    private Assumptions(Assumptions other) => (_numbers, _texts, _conditions, _there, _orders) =
        (new(other._numbers, StringComparer.Ordinal), new(other._texts, StringComparer.Ordinal), new(other._conditions, StringComparer.Ordinal), new(other._there, StringComparer.Ordinal), new(other._orders));

    /// <summary>Returns a copy that can be extended independently.</summary>
    public Assumptions Copy() => new(this);

    /// <summary>Assumes the outcome of a condition that is not analysed further.</summary>
    public bool Condition(string key, bool answer) => Same(_conditions, key, answer);

    /// <summary>Assumes that a field was given, or that it was not.</summary>
    public bool Given(string key, bool isGiven) => Same(_there, key, isGiven);

    /// <summary>Assumes that a number is one of some.</summary>
    public bool Number(string key, FactSchema? field, Func<NumberSet, NumberSet> among)
    {
        var set = _numbers[key] = among(NumbersOf(key, field));
        return !set.IsEmpty;
    }

    /// <summary>Assumes that a text is one of some, or none of them.</summary>
    public bool Text(string key, FactSchema? field, IReadOnlyCollection<string> texts, bool isAmong)
    {
        var set = TextsOf(key, field);
        _texts[key] = set = isAmong ? set.Only(texts) : set.Without(texts);
        return !set.IsEmpty;
    }

    /// <summary>Assumes how two values compare; for texts only whether they are equal.</summary>
    public bool Ordered(string left, FactSchema? leftField, string right, FactSchema? rightField, Order order, bool isText)
    {
        if (left == right)
            return order.HasFlag(Order.Equal);
        if (isText)
            return Related(left, right, order) && (order != Order.Equal || TextsOf(left, leftField).Meets(TextsOf(right, rightField)));
        (_numbers[left], _numbers[right]) = (NumbersOf(left, leftField), NumbersOf(right, rightField));
        return Related(left, right, order) && Settle();
    }

    /// <summary>Narrows the sets of the values by the comparisons between them.</summary>
    public bool Settle()
    {
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var ((left, right), order) in _orders)
            {
                if (!_numbers.TryGetValue(left, out var first) || !_numbers.TryGetValue(right, out var second))
                    continue;
                _numbers[left] = first = first.Related(order, second);
                _numbers[right] = second = second.Related(Mirrored(order), first);
                if (first.IsEmpty || second.IsEmpty)
                    return false;
            }
        }

        return true;
    }

    /// <summary>Returns the same order with the operands exchanged.</summary>
    public static Order Mirrored(Order order) =>
        (order & Order.Equal) | (order.HasFlag(Order.Less) ? Order.Greater : Order.None) | (order.HasFlag(Order.Greater) ? Order.Less : Order.None);

    private bool Related(string left, string right, Order order)
    {
        if (string.CompareOrdinal(left, right) > 0)
            (left, right, order) = (right, left, Mirrored(order));
        var now = _orders[(left, right)] = _orders.GetValueOrDefault((left, right), Order.Less | Order.Equal | Order.Greater) & order;
        return now != Order.None;
    }

    private static bool Same(Dictionary<string, bool> answers, string key, bool answer) => answers.TryAdd(key, answer) || answers[key] == answer;

    private NumberSet NumbersOf(string key, FactSchema? field) => _numbers.TryGetValue(key, out var set) ? set : OfModel(field);

    private TextSet TextsOf(string key, FactSchema? field) =>
        _texts.TryGetValue(key, out var set) ? set : field is { Enum.Count: > 0 } ? new TextSet(field.Enum.ToHashSet(StringComparer.Ordinal), []) : new TextSet(null, []);

    private static NumberSet OfModel(FactSchema? field)
    {
        var set = new NumberSet { IsWhole = field is { Kind: FactKind.Integer } };
        if (field is not { Kind: FactKind.Integer or FactKind.Number })
            return set;
        set = field.Minimum is { } low ? set.From(low, isOut: false) : set;
        set = field.ExclusiveMinimum is { } above ? set.From(above, isOut: true) : set;
        set = field.Maximum is { } high ? set.To(high, isOut: false) : set;
        return field.ExclusiveMaximum is { } below ? set.To(below, isOut: true) : set;
    }

    /// <summary>The texts that a value can still have.</summary>
    /// <param name="Among">The only possible texts; <see langword="null"/> for all.</param>
    /// <param name="Not">The texts that it cannot have.</param>
    private sealed record TextSet(HashSet<string>? Among, IReadOnlyList<string> Not)
    {
        public bool IsEmpty => Among is not null && Among.All(Not.Contains);

        public TextSet Only(IReadOnlyCollection<string> texts) => this with { Among = texts.Where(t => Among is null || Among.Contains(t)).ToHashSet(StringComparer.Ordinal) };

        public TextSet Without(IReadOnlyCollection<string> texts) => this with { Not = [.. Not, .. texts] };

        public bool Meets(TextSet other) => Among is null || other.Among is null || Among.Overlaps(other.Among);
    }
}
