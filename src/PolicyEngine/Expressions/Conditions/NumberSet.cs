namespace PolicyEngine.Expressions.Conditions;

/// <summary>
/// The numbers (or days) that a value can still have under the assumptions: a range, possibly of whole numbers only, possibly restricted to
/// some values, and possibly without some values.
/// </summary>
internal sealed record NumberSet
{
    private decimal? _low;
    private decimal? _high;
    private bool _lowIsOut;
    private bool _highIsOut;
    private HashSet<decimal>? _only;
    private IReadOnlyList<decimal> _without = [];

    /// <summary>Whether it has only whole numbers.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The lower bound, or <see langword="null"/>.</summary>
    public decimal? Low => _low;

    /// <summary>The upper bound, or <see langword="null"/>.</summary>
    public decimal? High => _high;

    /// <summary>Returns the numbers that are at least a bound, or greater than it.</summary>
    public NumberSet From(decimal low, bool isOut)
    {
        if (IsWhole && Whole(low, isOut, up: true) is { } whole)
            (low, isOut) = (whole, false);
        return _low is { } now && (now > low || (now == low && (_lowIsOut || !isOut))) ? this : this with { _low = low, _lowIsOut = isOut };
    }

    /// <summary>Returns the numbers that are at most a bound, or less than it.</summary>
    public NumberSet To(decimal high, bool isOut)
    {
        if (IsWhole && Whole(high, isOut, up: false) is { } whole)
            (high, isOut) = (whole, false);
        return _high is { } now && (now < high || (now == high && (_highIsOut || !isOut))) ? this : this with { _high = high, _highIsOut = isOut };
    }

    /// <summary>Returns the numbers that are among some values.</summary>
    public NumberSet Only(IEnumerable<decimal> values) => this with { _only = values.Where(v => _only is null || _only.Contains(v)).ToHashSet() };

    /// <summary>Returns the numbers without one value.</summary>
    public NumberSet Without(decimal value) => this with { _without = [.. _without, value] };

    /// <summary>Returns the numbers that have a given order to some number of another set.</summary>
    public NumberSet Related(Order order, NumberSet other)
    {
        var set = this;
        if (!order.HasFlag(Order.Greater) && other._high is { } high)
            set = set.To(high, other._highIsOut || !order.HasFlag(Order.Equal));
        if (!order.HasFlag(Order.Less) && other._low is { } low)
            set = set.From(low, other._lowIsOut || !order.HasFlag(Order.Equal));
        return order == Order.Equal && other._only is { } only ? set.Only(only) : set;
    }

    /// <summary>Whether the set is certainly empty. If <see langword="false"/>, it may still be empty.</summary>
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

    /// <summary>Returns the nearest whole number inside a bound; <see langword="null"/> if it is outside the range of decimals.</summary>
    private static decimal? Whole(decimal bound, bool isOut, bool up)
    {
        if (Math.Abs(bound) > 1e18m)
            return null;
        var whole = up ? Math.Ceiling(bound) : Math.Floor(bound);
        return isOut && whole == bound ? whole + (up ? 1 : -1) : whole;
    }
}

/// <summary>How two values can compare.</summary>
[Flags]
internal enum Order
{
    /// <summary>In no way.</summary>
    None = 0,

    /// <summary>The first is less.</summary>
    Less = 1,

    /// <summary>They are equal.</summary>
    Equal = 2,

    /// <summary>The first is greater.</summary>
    Greater = 4,
}
