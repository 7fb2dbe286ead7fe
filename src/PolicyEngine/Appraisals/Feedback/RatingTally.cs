using System.Globalization;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals.Feedback;

/// <summary>
/// Ratings sorted into cells, one per group and competency. Raters are counted first, and the values of a cell are added up only on request, so that no
/// result depends on the values of a suppressed cell. Reused for one person after another.
/// </summary>
/// <param name="words">The policy's groups and competencies.</param>
/// <param name="path">The path of the ratings, for faults.</param>
internal sealed class RatingTally(RatingWords words, string path)
{
    private const int MostKept = 4_096;

    private readonly int _competencies = words.Competencies;
    private readonly string?[] _met = new string?[words.Competencies]; // The competencies' words as string instances of these facts.
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

    /// <summary>The faults of ratings without a known group, a known competency or a rater. Such ratings do not count.</summary>
    public List<EvaluationFault> Faults { get; } = [];

    /// <summary>Makes room for a number of ratings.</summary>
    public void Start(int rows)
    {
        if (_given.Length >= rows)
            return;
        _given = new (int, int, DecimalParts)[rows];
        _sortedRaters = new int[rows];
        _sortedValues = new DecimalParts[rows];
    }

    /// <summary>Adds the next rating.</summary>
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

    /// <summary>Sorts the ratings by cell, and within a cell by rater, and counts the raters.</summary>
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

        // Each start has moved on to the start of the next cell.
        starts[..^1].CopyTo(starts[1..]);
        starts[0] = 0;
        for (var cell = 0; cell < _cellRaters.Length; cell++)
            CountCell(cell, starts[cell], starts[cell + 1]);
    }

    /// <summary>Clears the person's data.</summary>
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

    /// <summary>Whether a group has any rating, even one without a value.</summary>
    public bool WasAsked(int group) => _asked[group];

    /// <summary>Returns the number of raters of a group who gave at least one value.</summary>
    public int Raters(int group) => _groupRaters[group];

    /// <summary>Returns the number of raters of a group who gave a value for a competency.</summary>
    public int Raters(int group, int competency) => _cellRaters[(group * _competencies) + competency];

    /// <summary>Returns the sum of the ratings in a cell, one per rater; several ratings by one rater count as their mean.</summary>
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

    /// <summary>
    /// Returns the index of a competency; -1 if it is unknown. Words from the model's <c>enum</c> are the same string instance in every rating, so comparing
    /// references is tried first.
    /// </summary>
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
