using PolicyEngine.Policies;
using PolicyEngine.Workflows;

namespace PolicyEngine.Impact;

/// <summary>
/// Compares two versions of a policy or a scheme on one subject after another. It keeps only counts, so a cohort may be of any size. Not safe for concurrent
/// use.
/// </summary>
public sealed class ImpactTally
{
    private const string Other = "(other)";

    private readonly ImpactSide _before;
    private readonly ImpactSide _after;
    private readonly GroupTally _all = new();
    private readonly IReadOnlyList<(string By, Dictionary<string, GroupTally> Groups)> _fields;
    private readonly Dictionary<(Outcome From, Outcome To), int> _outcomes = [];
    private readonly Dictionary<(string From, string To), int> _grades = [];
    private readonly Dictionary<(string Rule, Outcome? From, Outcome? To), int> _rules = [];
    private int _refused;

    /// <summary>Starts with no subjects.</summary>
    /// <param name="before">The version before the change.</param>
    /// <param name="after">The version after the change.</param>
    /// <param name="fields">The fields to group by, as pointers; at most <see cref="ImpactLimits.MaxFields"/>.</param>
    public ImpactTally(ImpactSide before, ImpactSide after, IReadOnlyList<string> fields)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fields.Count, ImpactLimits.MaxFields, nameof(fields));
        _before = before;
        _after = after;
        _fields = [.. fields.Select(f => (f, new Dictionary<string, GroupTally>(StringComparer.Ordinal)))];
    }

    /// <summary>The number of subjects so far, including refused ones.</summary>
    public int Subjects => _all.Subjects + _refused;

    /// <summary>The number of subjects whose result changes.</summary>
    public int Changed => _all.Changed;

    /// <summary>Evaluates both versions on one subject and counts the results.</summary>
    /// <param name="facts">One JSON object in UTF-8, as posted for a decision.</param>
    /// <param name="faults">Why a version refused the facts; <see langword="null"/> when both evaluated them.</param>
    /// <returns>What changes; <see langword="null"/> when the result stays the same, or when the facts were refused.</returns>
    public AnswerChange? Add(ReadOnlyMemory<byte> facts, out FactsReport? faults) => Add(facts, isNew: true, out faults);

    /// <summary>Does the same for facts that were evaluated and stored before.</summary>
    /// <param name="facts">One JSON object in UTF-8, as stored.</param>
    /// <param name="faults">Why a version refused the facts; <see langword="null"/> when both evaluated them.</param>
    /// <returns>What changes; <see langword="null"/> when the result stays the same, or when the facts were refused.</returns>
    public AnswerChange? AddStored(ReadOnlyMemory<byte> facts, out FactsReport? faults) => Add(facts, isNew: false, out faults);

    private AnswerChange? Add(ReadOnlyMemory<byte> facts, bool isNew, out FactsReport? faults)
    {
        var (before, was) = _before.Answer(facts);
        var (after, isNow) = _after.Answer(facts);
        var report = was is null ? before : after;
        report = isNew ? _after.AsNew(report, facts) : report;
        if (was is null || isNow is null || report.Faults.Count > 0)
        {
            faults = report;
            _refused++;
            return null;
        }

        faults = null;
        var change = AnswerComparison.Compare(after.Subject ?? string.Empty, was, isNow);
        _all.Add(was, isNow, change is not null);
        CountTransitions(was, isNow);
        foreach (var ((_, groups), value) in _fields.Zip(GroupValues.Of(facts.Span, _fields.Select(f => f.By))))
            GroupOf(groups, value).Add(was, isNow, change is not null);
        return change;
    }

    /// <summary>Counts a subject whose facts could not be read.</summary>
    public void AddRefused() => _refused++;

    /// <summary>Returns everything counted so far.</summary>
    public ImpactSummary ToSummary() => new(
        _before.Document,
        _after.Document,
        Subjects,
        _all.Subjects,
        _refused,
        _all.Changed,
        [.. _outcomes.OrderBy(o => o.Key).Select(o => new OutcomeCount(o.Key.From, o.Key.To, o.Value))],
        [.. _grades.OrderBy(g => g.Key.From, StringComparer.Ordinal).ThenBy(g => g.Key.To, StringComparer.Ordinal).Select(g => new GradeCount(Given(g.Key.From), Given(g.Key.To), g.Value))],
        [.. _rules.OrderBy(r => r.Key.Rule, StringComparer.Ordinal).ThenBy(r => r.Key.From).ThenBy(r => r.Key.To).Select(r => new RuleCount(r.Key.Rule, r.Key.From, r.Key.To, r.Value))],
        _all.Events(),
        _all.Outputs(),
        [.. _fields.SelectMany(f => Ordered(f.Groups).Select(g => new GroupTotal(f.By, g.Key, g.Value.Subjects, g.Value.Changed, g.Value.FavourCounts(), g.Value.Outputs())))],
        [.. _fields.SelectMany(f => FourFifths.Of(f.By, _all.Favours, [.. Ordered(f.Groups)]))]);

    private void CountTransitions(AnswerView was, AnswerView isNow)
    {
        if (was.Outcome is { } from && isNow.Outcome is { } to)
            Count(_outcomes, (from, to));
        if (was.Scores.Count > 0)
            Count(_grades, (GradeOf(was), GradeOf(isNow)));
        foreach (var name in AnswerComparison.Names(was, isNow))
        {
            var (before, after) = (was.Rules.GetValueOrDefault(name)?.Outcome, isNow.Rules.GetValueOrDefault(name)?.Outcome);
            if (before != after)
                Count(_rules, (name, before, after));
        }
    }

    private static GroupTally GroupOf(Dictionary<string, GroupTally> groups, string value)
    {
        var key = groups.ContainsKey(value) || groups.Count < ImpactLimits.MaxGroups ? value : Other;
        return groups.TryGetValue(key, out var group) ? group : groups[key] = new GroupTally();
    }

    private static IEnumerable<KeyValuePair<string, GroupTally>> Ordered(Dictionary<string, GroupTally> groups) => groups.OrderBy(g => g.Key, StringComparer.Ordinal);

    private static string GradeOf(AnswerView view) => view.Scores.FirstOrDefault(s => s.Name == "grade").Value as string ?? string.Empty;

    private static string? Given(string grade) => grade.Length == 0 ? null : grade;

    private static void Count<T>(Dictionary<T, int> counts, T key)
        where T : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;
}
