using PolicyEngine.Testing;

namespace PolicyEngine.Impact;

/// <summary>Counts the results of one group of subjects, or of all subjects.</summary>
internal sealed class GroupTally
{
    private readonly Dictionary<Favour, (int Before, int After, int Gained, int Lost)> _favours = [];
    private readonly Dictionary<string, (decimal Before, decimal After, int Changed)> _outputs = new(StringComparer.Ordinal);

    /// <summary>The number of subjects.</summary>
    public int Subjects { get; private set; }

    /// <summary>The number of subjects whose result changes.</summary>
    public int Changed { get; private set; }

    /// <summary>The favourable results seen so far.</summary>
    public IEnumerable<Favour> Favours => _favours.Keys;

    /// <summary>Counts a subject.</summary>
    public void Add(AnswerView before, AnswerView after, bool isChanged)
    {
        Subjects++;
        Changed += isChanged ? 1 : 0;
        var (was, isNow) = (before.Favours.ToHashSet(), after.Favours.ToHashSet());
        foreach (var favour in was.Union(isNow))
        {
            var (had, has) = (was.Contains(favour), isNow.Contains(favour));
            var count = _favours.GetValueOrDefault(favour);
            _favours[favour] = (count.Before + One(had), count.After + One(has), count.Gained + One(has && !had), count.Lost + One(had && !has));
        }

        foreach (var name in AnswerComparison.Names(before, after))
            AddOutput(name, before.Rules.GetValueOrDefault(name)?.Output as decimal?, after.Rules.GetValueOrDefault(name)?.Output as decimal?);
    }

    /// <summary>Returns the number of subjects with a favourable result, before and after.</summary>
    public (int Before, int After) Count(Favour favour) => _favours.GetValueOrDefault(favour) is var count ? (count.Before, count.After) : default;

    /// <summary>Returns the sums of the numeric outputs, ordered by name.</summary>
    public IReadOnlyList<OutputTotal> Outputs() =>
        [.. _outputs.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => new OutputTotal(o.Key, o.Value.Before, o.Value.After, o.Value.After - o.Value.Before, o.Value.Changed))];

    /// <summary>Returns the counts of the events, ordered by name.</summary>
    public IReadOnlyList<EventCount> Events() =>
        [.. _favours.Where(f => f.Key.IsEvent).OrderBy(f => f.Key.Name, StringComparer.Ordinal).Select(f => new EventCount(f.Key.Name, f.Value.Before, f.Value.After, f.Value.Gained, f.Value.Lost))];

    /// <summary>Returns the counts of the favourable results, ordered by name.</summary>
    public IReadOnlyList<FavourCount> FavourCounts() =>
        [.. _favours.OrderBy(f => f.Key.Name, StringComparer.Ordinal).Select(f => new FavourCount(f.Key.Name, f.Value.Before, f.Value.After))];

    /// <summary>Returns count ÷ subjects, truncated to four decimal places; 0 without subjects.</summary>
    public decimal Rate(int count) => Subjects == 0 ? 0 : CoverageTally.Share(count, Subjects);

    private void AddOutput(string rule, decimal? before, decimal? after)
    {
        if (before is null && after is null)
            return;
        var sum = _outputs.GetValueOrDefault(rule);
        _outputs[rule] = (sum.Before + (before ?? 0), sum.After + (after ?? 0), sum.Changed + One(before != after));
    }

    private static int One(bool counts) => counts ? 1 : 0;
}
