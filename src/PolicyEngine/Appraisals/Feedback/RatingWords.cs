using PolicyEngine.Appraisals.Content;

namespace PolicyEngine.Appraisals.Feedback;

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
