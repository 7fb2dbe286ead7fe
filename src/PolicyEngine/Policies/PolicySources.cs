using PolicyEngine.Appraisals.Content;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies;

/// <summary>
/// Which fields of the posted facts every part of a policy's answer is computed from, also through what it reads of other policies. Sums over
/// indicators (scores of periods, components, composite, grade), what 360° feedback averages, and outcomes count as computed from none: they
/// are the answer itself.
/// </summary>
public sealed class PolicySources
{
    private readonly string _input;
    private readonly Dictionary<string, PolicySources> _reads;
    private readonly Dictionary<string, IReadOnlyCollection<string>> _indicators;

    /// <summary>Finds the fields.</summary>
    /// <param name="input">The name by which expressions reach the facts.</param>
    /// <param name="content">The scores of a weighting policy; <see langword="null"/> for others.</param>
    /// <param name="workflow">The workflow, if there is one.</param>
    /// <param name="reads">The policies whose results it reads, by the name of the section.</param>
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

    /// <summary>The top-level rules; of a weighting policy those that give its dimensions.</summary>
    public IReadOnlyList<RuleSources> Rules { get; }

    /// <summary>What each indicator is measured by.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> Indicators => _indicators;

    /// <summary>What stands in the goals; <see langword="null"/> without goals.</summary>
    public GoalSources? Goals { get; }

    /// <summary>The names under which results of other policies stand among the facts.</summary>
    public IEnumerable<string> Sections => _reads.Where(r => r.Value != this).Select(r => r.Key);

    /// <summary>The fields of the facts that a value is computed from.</summary>
    /// <param name="path">A path as expressions write it, without items: a field of the facts, or a result such as <c>results.outputs.BONUS</c>.</param>
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

/// <summary>The fields that goals are shown from.</summary>
/// <param name="Title">A goal's name; <see langword="null"/> where the policy shows none.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="Progress">Its progress.</param>
public sealed record GoalSources(string? Title, string? Weight, string? Progress);
