using System.Runtime.InteropServices;
using PolicyEngine.Decimals;

namespace PolicyEngine.Appraisals;

/// <summary>The goals component in the memory in which it is computed.</summary>
internal sealed class GoalsWork : ComponentWork
{
    private const int MostKept = 64;

    private GoalWork[] _items = [];
    private int _count;

    /// <summary>The goals.</summary>
    public Span<GoalWork> Items => _items.AsSpan(0, _count);

    /// <summary>Returns memory for a number of goals.</summary>
    public Span<GoalWork> Start(int count)
    {
        if (_items.Length < count)
            _items = new GoalWork[count];
        _count = count;
        return Items;
    }

    /// <summary>Clears the goals.</summary>
    public void Drop()
    {
        Items.Clear(); // They may reveal what a person is to learn.
        _count = 0;
        if (_items.Length > MostKept)
            _items = [];
    }

    /// <inheritdoc/>
    public override void Clear()
    {
        base.Clear();
        Drop();
    }
}

/// <summary>One goal in the memory in which it is computed. A missing number is <see cref="DecimalParts.None"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct GoalWork
{
    /// <summary>The goal's name.</summary>
    public string? Title;

    /// <summary>The weight, in percent.</summary>
    public DecimalParts Weight;

    /// <summary>The progress, 0–100.</summary>
    public DecimalParts Progress;

    /// <summary>Weight × progress ÷ 100, published.</summary>
    public DecimalParts Contribution;
}
