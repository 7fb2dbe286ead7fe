using System.Globalization;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals.Feedback;

/// <summary>
/// Rating rows sorted into cells of group and competency. It counts raters first; a cell's values are only added up
/// when asked for, so that nothing ever depends on the values of a cell that is suppressed. Used again for one person after the other.
/// </summary>
/// <param name="words">The policy's words.</param>
/// <param name="path">Where the rows stand, for faults.</param>
internal sealed class RatingTally(RatingWords words, string path)
{
    private const int MostKept = 4_096;

    private readonly int _competencies = words.Competencies;
    private readonly string?[] _met = new string?[words.Competencies]; // The words as these facts spell them.
    private readonly bool[] _asked = new bool[words.Groups];
    private readonly int[] _groupRaters = new int[words.Groups];
    private readonly int[] _cellRaters = new int[words.Groups * words.Competencies];
    private readonly int[] _cellStarts = new int[(words.Groups * words.Competencies) + 1];
    private Dictionary<(int Group, string Rater), int> _raters = [];
    private (int Cell, int Rater, DecimalParts Value)[] _given = [];
    private int[] _sortedRaters = [];
    private DecimalParts[] _sortedValues = [];
    private (int Group, string? Word, string? Rater, int Index) _last;
    private int _rows;
    private int _count;

    /// <summary>Rows that name no known group, competency or rater; they do not count.</summary>
    public List<EvaluationFault> Faults { get; } = [];

    /// <summary>Makes ready for so many rows.</summary>
    public void Start(int rows)
    {
        if (_given.Length >= rows)
            return;
        _given = new (int, int, DecimalParts)[rows];
        _sortedRaters = new int[rows];
        _sortedValues = new DecimalParts[rows];
    }

    /// <summary>Takes the next row.</summary>
    public void Add(in RatingRow row)
    {
        _rows++;
        var group = row.Group is not null && ReferenceEquals(row.Group, _last.Word) ? _last.Group : words.Group(row.Group);
        var competency = CompetencyOf(row.Competency);
        if (group < 0 || competency < 0 || row.RaterRef is null)
        {
            Faults.Add(NotPlaced());
            return;
        }

        _asked[group] = true;
        if (row.Value.IsSome)
            _given[_count++] = ((group * _competencies) + competency, IndexOf(group, row), row.Value);
    }

    /// <summary>Sorts the rows: by cell, in a cell by rater.</summary>
    public void Sort()
    {
        var starts = _cellStarts.AsSpan();
        foreach (ref readonly var given in _given.AsSpan(0, _count))
            starts[given.Cell + 1]++;
        for (var cell = 0; cell + 1 < starts.Length; cell++)
            starts[cell + 1] += starts[cell];
        foreach (ref readonly var given in _given.AsSpan(0, _count))
        {
            var at = starts[given.Cell]++;
            _sortedRaters[at] = given.Rater;
            _sortedValues[at] = given.Value;
        }

        // Each start has moved to the next cell's.
        starts[..^1].CopyTo(starts[1..]);
        starts[0] = 0;
        for (var cell = 0; cell < _cellRaters.Length; cell++)
            CountCell(cell, starts[cell], starts[cell + 1]);
    }

    /// <summary>Forgets the person.</summary>
    public void Clear()
    {
        Array.Clear(_met);
        Array.Clear(_asked);
        Array.Clear(_groupRaters);
        Array.Clear(_cellRaters);
        Array.Clear(_cellStarts);
        Faults.Clear();
        _last = default;
        (_rows, _count) = (0, 0);
        if (_given.Length <= MostKept)
        {
            _raters.Clear();
            return;
        }

        _raters = [];
        (_given, _sortedRaters, _sortedValues) = ([], [], []);
    }

    /// <summary>Whether a group has any row, also one without a value.</summary>
    public bool WasAsked(int group) => _asked[group];

    /// <summary>How many raters of a group gave at least one value.</summary>
    public int Raters(int group) => _groupRaters[group];

    /// <summary>How many raters of a group gave a value for a competency.</summary>
    public int Raters(int group, int competency) => _cellRaters[(group * _competencies) + competency];

    /// <summary>The sum over the raters of a cell of what each gave; a rater with several rows has one voice, their mean.</summary>
    public DecimalParts Sum(int group, int competency)
    {
        var cell = (group * _competencies) + competency;
        var sum = default(DecimalParts);
        var end = _cellStarts[cell + 1];
        for (var start = _cellStarts[cell]; start < end;)
        {
            var voice = _sortedValues[start];
            var next = start + 1;
            for (; next < end && _sortedRaters[next] == _sortedRaters[start]; next++)
                voice = QuickDecimal.Add(voice, _sortedValues[next]);
            sum = QuickDecimal.Add(sum, next - start == 1 ? voice : QuickDecimal.Divide(voice, DecimalParts.Of(next - start)));
            start = next;
        }

        return sum;
    }

    /// <summary>A word that the model lists is the same object in every row, which is found sooner than its letters.</summary>
    private int CompetencyOf(string? word)
    {
        if (word is null)
            return -1;
        for (var i = 0; i < _met.Length; i++)
        {
            if (ReferenceEquals(_met[i], word))
                return i;
        }

        var competency = words.Competency(word);
        if (competency >= 0)
            _met[competency] = word;
        return competency;
    }

    private int IndexOf(int group, in RatingRow row)
    {
        if (group == _last.Group && string.Equals(row.RaterRef, _last.Rater, StringComparison.Ordinal))
            return _last.Index;
        if (_raters.TryAdd((group, row.RaterRef!), _raters.Count))
            _groupRaters[group]++;
        var index = _raters[(group, row.RaterRef!)];
        _last = (group, row.Group, row.RaterRef, index);
        return index;
    }

    private void CountCell(int cell, int start, int end)
    {
        var raters = _sortedRaters.AsSpan(start, end - start);
        for (var i = 1; i < raters.Length; i++)
        {
            if (raters[i] >= raters[i - 1])
                continue;
            raters.Sort(_sortedValues.AsSpan(start, end - start));
            break;
        }

        for (var i = 0; i < raters.Length; i++)
            _cellRaters[cell] += i == 0 || raters[i] != raters[i - 1] ? 1 : 0;
    }

    private EvaluationFault NotPlaced()
    {
        var row = string.Create(CultureInfo.InvariantCulture, $"{path}[{_rows}]");
        return new EvaluationFault(EvaluationFaults.NoEntry, new LocalizedText(
            $"rating `{row}` is not counted: its group, competency or rater is missing or not known to the policy",
            $"评分“{row}”未计入：评价组、能力项或评价人缺失，或不在制度中"));
    }
}
