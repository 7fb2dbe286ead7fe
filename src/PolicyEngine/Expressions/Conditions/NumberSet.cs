namespace PolicyEngine.Expressions.Conditions;

/// <summary>
/// The numbers (or days) that a value can still have after what is assumed of it: a range, perhaps of whole numbers only,
/// perhaps only some values of it, without others.
/// </summary>
internal sealed record NumberSet
{
    private decimal? _low;
    private decimal? _high;
    private bool _lowIsOut;
    private bool _highIsOut;
    private HashSet<decimal>? _only;
    private IReadOnlyList<decimal> _without = [];

    /// <summary>Whether only whole numbers are meant.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The least number, or <see langword="null"/>.</summary>
    public decimal? Low => _low;

    /// <summary>The greatest number, or <see langword="null"/>.</summary>
    public decimal? High => _high;

    /// <summary>Those of the numbers that are at least another, or greater.</summary>
    public NumberSet From(decimal low, bool isOut)
    {
        if (IsWhole && Whole(low, isOut, up: true) is { } whole)
            (low, isOut) = (whole, false);
        return _low is { } now && (now > low || (now == low && (_lowIsOut || !isOut))) ? this : this with { _low = low, _lowIsOut = isOut };
    }

    /// <summary>Those of the numbers that are at most another, or less.</summary>
    public NumberSet To(decimal high, bool isOut)
    {
        if (IsWhole && Whole(high, isOut, up: false) is { } whole)
            (high, isOut) = (whole, false);
        return _high is { } now && (now < high || (now == high && (_highIsOut || !isOut))) ? this : this with { _high = high, _highIsOut = isOut };
    }

    /// <summary>Those of the numbers that are among some values.</summary>
    public NumberSet Only(IEnumerable<decimal> values) => this with { _only = values.Where(v => _only is null || _only.Contains(v)).ToHashSet() };

    /// <summary>The numbers without one.</summary>
    public NumberSet Without(decimal value) => this with { _without = [.. _without, value] };

    /// <summary>Those of the numbers that can be in some relation to a number of another set.</summary>
    public NumberSet Related(Order order, NumberSet other)
    {
        var set = this;
        if (!order.HasFlag(Order.Greater) && other._high is { } high)
            set = set.To(high, other._highIsOut || !order.HasFlag(Order.Equal));
        if (!order.HasFlag(Order.Less) && other._low is { } low)
            set = set.From(low, other._lowIsOut || !order.HasFlag(Order.Equal));
        return order == Order.Equal && other._only is { } only ? set.Only(only) : set;
    }

    /// <summary>Whether there is no number left. <see langword="false"/> says nothing.</summary>
    public bool IsEmpty
    {
        get
        {
            if (_only is not null)
                return !_only.Any(Holds);
            return _low is { } low && _high is { } high && (low > high || (low == high && !Holds(low)));
        }
    }

    private bool Holds(decimal value) =>
        !(_low is { } low && (value < low || (value == low && _lowIsOut)))
        && !(_high is { } high && (value > high || (value == high && _highIsOut)))
        && !_without.Contains(value) && (!IsWhole || decimal.IsInteger(value));

    /// <summary>The nearest whole number inside a bound; <see langword="null"/> where decimals end.</summary>
    private static decimal? Whole(decimal bound, bool isOut, bool up)
    {
        if (Math.Abs(bound) > 1e18m)
            return null;
        var whole = up ? Math.Ceiling(bound) : Math.Floor(bound);
        return isOut && whole == bound ? whole + (up ? 1 : -1) : whole;
    }
}

/// <summary>How two values can be ordered.</summary>
[Flags]
internal enum Order
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>The first is less.</summary>
    Less = 1,

    /// <summary>They are equal.</summary>
    Equal = 2,

    /// <summary>The first is greater.</summary>
    Greater = 4,
}
