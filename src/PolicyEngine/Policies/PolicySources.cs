using PolicyEngine.Appraisals.Content;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies;

/// <summary>
/// The fields of the posted facts from which each part of a policy's results is computed, also through results of other policies. Sums over indicators
/// (scores of periods, components, the composite, the grade), the averages of 360° feedback, and outcomes count as computed from no field, because they are
/// the result itself.
/// </summary>
public sealed class PolicySources
{
    private readonly string _input;
    private readonly Dictionary<string, PolicySources> _reads;
    private readonly Dictionary<string, IReadOnlyCollection<string>> _indicators;

    /// <summary>Finds the fields.</summary>
    /// <param name="input">The name by which expressions reach the facts.</param>
    /// <param name="content">The content of a weighting policy; <see langword="null"/> for other kinds.</param>
    /// <param name="workflow">The workflow; <see langword="null"/> if there is none.</param>
    /// <param name="reads">The policies whose results it reads.</param>
    internal PolicySources(string input, WeightingContent? content, CompiledWorkflow? workflow, IEnumerable<CompiledRead> reads)
    {
        _input = input;
        _reads = reads.ToDictionary(r => r.Name, r => r.Policy.Sources, StringComparer.Ordinal);
        _indicators = (content?.Indicators ?? []).ToDictionary(i => i.Id, IReadOnlyCollection<string> (i) => Fields(i, content!), StringComparer.Ordinal);
        if (content?.Goals is { } goals)
            Goals = new GoalSources(Below(goals.List, goals.Title), Below(goals.List, goals.Weight), Below(goals.List, goals.Progress));
        if (content is not null)
            _reads[PolicySetCompiler.OwnScoresName] = this;
        Rules = [.. (workflow?.Rules ?? []).Select(r => r.Sources.Resolved(Of))];
    }

    /// <summary>The top-level rules; in a weighting policy, the rules that compute its dimensions.</summary>
    public IReadOnlyList<RuleSources> Rules { get; }

    /// <summary>The fields from which each indicator is measured.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> Indicators => _indicators;

    /// <summary>The fields from which goals are shown; <see langword="null"/> without goals.</summary>
    public GoalSources? Goals { get; }

    /// <summary>The names of the members of the posted facts that hold results of other policies.</summary>
    public IEnumerable<string> Sections => _reads.Where(r => r.Value != this).Select(r => r.Key);

    /// <summary>Returns the fields of the facts from which a value is computed.</summary>
    /// <param name="path">A path as in expressions, without list items: a field of the facts, or a result such as <c>results.outputs.BONUS</c>.</param>
    public IEnumerable<string> Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var names = path.Split('.');
        if (string.Equals(names[0], _input, StringComparison.Ordinal))
            return [path];
        return names.Length > 2 && _reads.TryGetValue(names[0], out var read) ? read.OfResult(names[1], names[2]) : [];
    }

    private IEnumerable<string> OfResult(string part, string name) => part switch
    {
        "outputs" or "dimensions" => Rules.SelectMany(r => r.WithAllBelow()).Where(r => string.Equals(r.Name, name, StringComparison.Ordinal)).SelectMany(r => r.Output),
        "year" or "quarters" or "months" => _indicators.GetValueOrDefault(name) ?? [],
        _ => [],
    };

    private HashSet<string> Fields(Indicator indicator, WeightingContent content)
    {
        var list = indicator.MeasuredBy switch
        {
            PeriodType.Month => content.Month?.List,
            PeriodType.Quarter => content.Quarter?.List,
            _ => null,
        };
        IEnumerable<FieldReference?> fields = [indicator.Actual, indicator.Target, indicator.WeightedBy, .. indicator.Events.Select(e => e.Fact)];
        return fields.OfType<FieldReference>().Select(f => Below(list, f)!).ToHashSet(StringComparer.Ordinal);
    }

    private string? Below(FieldReference? list, FieldReference? field) =>
        field is null ? null : list is null ? $"{_input}.{field.Path}" : $"{_input}.{list.Path}.{field.Path}";
}

/// <summary>The fields from which goals are shown.</summary>
/// <param name="Title">The field of a goal's name; <see langword="null"/> if the policy names none.</param>
/// <param name="Weight">The field of a goal's weight.</param>
/// <param name="Progress">The field of a goal's progress.</param>
public sealed record GoalSources(string? Title, string? Weight, string? Progress);
