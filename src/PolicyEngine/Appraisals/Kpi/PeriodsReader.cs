using System.Globalization;
using PolicyEngine.Appraisals.Content;
using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Scoring;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals.Kpi;

/// <summary>Finds the entry of each period by its index field; the order of the list does not matter. Prepared once per policy and model version.</summary>
internal sealed class PeriodsReader
{
    private readonly FactPlace _list;
    private readonly FactPlace _index;
    private readonly int _count;
    private readonly string _path;

    /// <summary>Prepares a list of periods.</summary>
    /// <param name="periods">The list in the facts.</param>
    /// <param name="count">The number of such periods in a year; at most 12.</param>
    /// <param name="shape">The root shape of the fact model.</param>
    /// <param name="input">The name with which paths start.</param>
    public PeriodsReader(PeriodList periods, int count, FactShape shape, string input)
    {
        _list = new FactPlace(shape, periods.List.Path);
        _index = new FactPlace(_list.Below, periods.Index.Path);
        _count = count;
        _path = $"{input}.{periods.List.Path}";
    }

    /// <summary>The shape of an entry.</summary>
    public FactShape Entry => _list.Below;

    /// <summary>Finds the entries.</summary>
    /// <param name="facts">An instance of the root shape.</param>
    /// <param name="entries">Receives, for each period, the 1-based position of its entry in the list; 0 if the list has none, or more than one.</param>
    /// <param name="faults">Receives the faults of entries that belong to no period, or to one that is taken.</param>
    /// <returns>The list; empty when it is missing.</returns>
    public FactObject?[] Read(FactObject facts, Span<int> entries, List<EvaluationFault> faults)
    {
        if (_list.Objects(facts) is not { } items)
            return [];
        var taken = 0;
        for (var i = 0; i < items.Length; i++)
        {
            var index = items[i] is { } item ? _index.Number(item) : null;
            if (index is not { } number || !decimal.IsInteger(number) || number < 1 || number > _count)
            {
                faults.Add(NotPlaced(i));
                continue;
            }

            var slot = (int)number - 1;
            var isTaken = (taken & (1 << slot)) != 0;
            if (isTaken)
                faults.Add(Twice(slot));
            entries[slot] = isTaken ? 0 : i + 1;
            taken |= 1 << slot;
        }

        return items;
    }

    private EvaluationFault NotPlaced(int position)
    {
        var (ordinal, count) = (Show(position + 1), Show(_count));
        return new EvaluationFault(EvaluationFaults.OutOfRange, new LocalizedText(
            $"item {ordinal} of `{_path}` is not counted: its index is missing or not from 1 to {count}",
            $"“{_path}”第{ordinal}项未计入：期次缺失或不在1至{count}之间"));
    }

    private EvaluationFault Twice(int slot) => new(EvaluationFaults.OutOfRange, new LocalizedText(
        $"`{_path}` holds period {Show(slot + 1)} more than once; none of them is counted",
        $"“{_path}”中第{Show(slot + 1)}期重复，均未计入"));

    private static string Show(int value) => value.ToString(CultureInfo.InvariantCulture);
}
