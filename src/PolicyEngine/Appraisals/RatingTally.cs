using System.Globalization;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals;

/// <summary>The words by which rating rows name groups and competencies. Prepared once per policy version.</summary>
internal sealed class RatingWords
{
    private readonly Dictionary<string, int> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _competencies = new(StringComparer.Ordinal);

    /// <summary>Prepares the words of a policy.</summary>
    public RatingWords(Feedback360Settings settings)
    {
        foreach (var group in settings.Groups)
            _groups.Add(group.Id, _groups.Count);
        if (settings.Self is { } self)
            _groups.Add(self, _groups.Count);
        foreach (var competency in settings.Competencies)
            _competencies.Add(competency.Id, _competencies.Count);
    }

    /// <summary>Number of groups, self ratings included, which come last.</summary>
    public int Groups => _groups.Count;

    /// <summary>Number of competencies.</summary>
    public int Competencies => _competencies.Count;

    /// <summary>The index of a group, or -1.</summary>
    public int Group(string? word) => word is not null && _groups.TryGetValue(word, out var index) ? index : -1;

    /// <summary>The index of a competency, or -1.</summary>
    public int Competency(string? word) => word is not null && _competencies.TryGetValue(word, out var index) ? index : -1;
}

/// <summary>
/// Rating rows sorted into cells of group and competency. It counts raters first; a cell's values are only added up
/// when asked for, so that nothing ever depends on the values of a cell that is suppressed.
/// </summary>
internal sealed class RatingTally
{
    private readonly int _competencies;
    private readonly bool[] _asked;
    private readonly int[] _groupRaters;
    private readonly int[] _cellRaters;
    private readonly int[] _cellStarts;
    private readonly long[] _keys;
    private readonly decimal[] _values;

    /// <summary>Sorts the rows.</summary>
    /// <param name="words">The policy's words.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="path">Where they stand, for faults.</param>
    /// <param name="faults">Takes rows that name no known group, competency or rater; they do not count.</param>
    public RatingTally(RatingWords words, IReadOnlyList<RatingRow> rows, string path, List<EvaluationFault> faults)
    {
        _competencies = words.Competencies;
        _asked = new bool[words.Groups];
        _groupRaters = new int[words.Groups];
        _cellRaters = new int[words.Groups * _competencies];
        _cellStarts = new int[_cellRaters.Length + 1];
        var keys = new long[rows.Count];
        var values = new decimal[rows.Count];
        var raters = new Dictionary<(int Group, string Rater), int>();
        var count = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var (group, competency) = (words.Group(row.Group), words.Competency(row.Competency));
            if (group < 0 || competency < 0 || row.RaterRef is null)
            {
                faults.Add(NotPlaced(path, i));
                continue;
            }

            _asked[group] = true;
            if (row.Value is not { } value)
                continue;
            if (raters.TryAdd((group, row.RaterRef), raters.Count))
                _groupRaters[group]++;
            var cell = (group * _competencies) + competency;
            keys[count] = ((long)cell * (rows.Count + 1)) + raters[(group, row.RaterRef)];
            values[count++] = value;
        }

        _keys = keys[..count];
        _values = values[..count];
        Array.Sort(_keys, _values);
        CountCells(rows.Count + 1);
    }

    /// <summary>Whether a group has any row, also one without a value.</summary>
    public bool WasAsked(int group) => _asked[group];

    /// <summary>How many raters of a group gave at least one value.</summary>
    public int Raters(int group) => _groupRaters[group];

    /// <summary>How many raters of a group gave a value for a competency.</summary>
    public int Raters(int group, int competency) => _cellRaters[(group * _competencies) + competency];

    /// <summary>The sum over the raters of a cell of what each gave; a rater with several rows has one voice, their mean.</summary>
    public decimal Sum(int group, int competency)
    {
        var cell = (group * _competencies) + competency;
        var sum = 0m;
        for (var start = _cellStarts[cell]; start < _cellStarts[cell + 1];)
        {
            var voice = 0m;
            var end = start;
            while (end < _cellStarts[cell + 1] && _keys[end] == _keys[start])
                voice += _values[end++];
            sum += voice / (end - start);
            start = end;
        }

        return sum;
    }

    private static EvaluationFault NotPlaced(string path, int index)
    {
        var row = string.Create(CultureInfo.InvariantCulture, $"{path}[{index + 1}]");
        return new EvaluationFault(EvaluationFaults.NoEntry, new LocalizedText(
            $"rating `{row}` is not counted: its group, competency or rater is missing or not known to the policy",
            $"评分“{row}”未计入：评价组、能力项或评价人缺失，或不在制度中"));
    }

    private void CountCells(long raterSpan)
    {
        var next = 0;
        for (var cell = 0; cell < _cellRaters.Length; cell++)
        {
            _cellStarts[cell] = next;
            for (; next < _keys.Length && _keys[next] / raterSpan == cell; next++)
            {
                if (next == _cellStarts[cell] || _keys[next] != _keys[next - 1])
                    _cellRaters[cell]++;
            }
        }

        _cellStarts[^1] = next;
    }
}
