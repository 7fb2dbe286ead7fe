using PolicyEngine.Appraisals;
using PolicyEngine.Documents;
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

    /// <summary>The facts.</summary>
    public FactObject Of(PeriodWork period)
    {
        var facts = slots.Create();
        ObjectSlots.Set(facts, _index, DecimalParts.Of(period.Index));
        ObjectSlots.Set(facts, _score, period.Unrounded);
        ObjectSlots.Set(facts, _grade, period.Grade);
        for (var i = 0; i < _indicators.Length; i++)
            ObjectSlots.Set(facts, _indicators[i], period.Indicators[i].Unrounded);
        return facts;
    }

    /// <summary>The facts of several periods.</summary>
    public FactObject[] Of(PeriodWork[] periods)
    {
        var list = slots.CreateList(periods.Length);
        for (var i = 0; i < list.Length; i++)
            list[i] = Of(periods[i]);
        return list;
    }
}
