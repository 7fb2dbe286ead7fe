using PolicyEngine.Appraisals.Kpi;
using PolicyEngine.Decimals;
using PolicyEngine.Facts;

namespace PolicyEngine.Policies.Appraising;

/// <summary>The facts of one period's scorecard.</summary>
/// <param name="slots">The slots that are read.</param>
/// <param name="indicators">The ids of the scorecard's indicators, in its order.</param>
internal sealed class PeriodFacts(ObjectSlots slots, IReadOnlyList<string> indicators)
{
    private readonly int _index = slots.Of("index");
    private readonly int _score = slots.Of("score");
    private readonly int _grade = slots.Of("grade");
    private readonly int[] _indicators = [.. indicators.Select(slots.Of)];

    /// <summary>Facts of a period in which everything is missing.</summary>
    public FactObject Create() => slots.Create();

    /// <summary>Facts of as many periods as the policy scores: of all, or of none.</summary>
    public FactObject[] CreateList(int count) => slots.CreateList(indicators.Count == 0 ? 0 : count);

    /// <summary>Hands on one period.</summary>
    public void Fill(FactObject facts, PeriodWork period)
    {
        ObjectSlots.Set(facts, _index, DecimalParts.Of(period.Index));
        ObjectSlots.Set(facts, _score, period.Unrounded);
        ObjectSlots.Set(facts, _grade, period.Grade);
        for (var i = 0; i < _indicators.Length; i++)
            ObjectSlots.Set(facts, _indicators[i], period.Indicators[i].Unrounded);
    }

    /// <summary>Hands on several periods.</summary>
    public void Fill(FactObject[] list, PeriodWork[] periods)
    {
        for (var i = 0; i < list.Length; i++)
            Fill(list[i], periods[i]);
    }
}
