using System.Runtime.InteropServices;
using PolicyEngine.Decimals;

namespace PolicyEngine.Appraisals;

/// <summary>The goals component where it is computed.</summary>
internal sealed class GoalsWork : ComponentWork
{
    private const int MostKept = 64;

    private GoalWork[] _items = [];
    private int _count;

    /// <summary>The goals.</summary>
    public Span<GoalWork> Items => _items.AsSpan(0, _count);

    /// <summary>Makes room for so many goals.</summary>
    public Span<GoalWork> Start(int count)
    {
        if (_items.Length < count)
            _items = new GoalWork[count];
        _count = count;
        return Items;
    }

    /// <summary>Lets go of the goals.</summary>
    public void Drop()
    {
        Items.Clear(); // They may tell what a person is to learn.
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

/// <summary>One goal where it is computed. Numbers are <see cref="DecimalParts.None"/> where there are none.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct GoalWork
{
    /// <summary>Its name.</summary>
    public string? Title;

    /// <summary>Percent.</summary>
    public DecimalParts Weight;

    /// <summary>0–100.</summary>
    public DecimalParts Progress;

    /// <summary>Weight × progress ÷ 100; published.</summary>
    public DecimalParts Contribution;
}
