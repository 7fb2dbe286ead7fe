using PolicyEngine.Appraisals.Kpi;
using PolicyEngine.Decimals;
using PolicyEngine.Facts;

namespace PolicyEngine.Policies.Appraising;

/// <summary>Turns the results of a period's scorecard into facts.</summary>
/// <param name="slots">The slots that are read.</param>
/// <param name="indicators">The ids of the scorecard's indicators, in its order.</param>
internal sealed class PeriodFacts(ObjectSlots slots, IReadOnlyList<string> indicators)
{
    private readonly int _index = slots.Of("index");
    private readonly int _score = slots.Of("score");
    private readonly int _grade = slots.Of("grade");
    private readonly int[] _indicators = [.. indicators.Select(slots.Of)];

    /// <summary>Creates the facts of a period, with every value missing.</summary>
    public FactObject Create() => slots.Create();

    /// <summary>Creates the facts of <paramref name="count"/> periods; of none if the policy does not score such periods.</summary>
    public FactObject[] CreateList(int count) => slots.CreateList(indicators.Count == 0 ? 0 : count);

    /// <summary>Copies the results of one period into facts.</summary>
    public void Fill(FactObject facts, PeriodWork period)
    {
        ObjectSlots.Set(facts, _index, DecimalParts.Of(period.Index));
        ObjectSlots.Set(facts, _score, period.Unrounded);
        ObjectSlots.Set(facts, _grade, period.Grade);
        for (var i = 0; i < _indicators.Length; i++)
            ObjectSlots.Set(facts, _indicators[i], period.Indicators[i].Unrounded);
    }

    /// <summary>Copies the results of several periods into facts.</summary>
    public void Fill(FactObject[] list, PeriodWork[] periods)
    {
        for (var i = 0; i < list.Length; i++)
            Fill(list[i], periods[i]);
    }
}
