using PolicyEngine.Appraisals.Content;

namespace PolicyEngine.Appraisals.Feedback;

/// <summary>The words by which ratings name groups and competencies. Prepared once per policy version.</summary>
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

    /// <summary>The number of groups, including that of self ratings, which comes last.</summary>
    public int Groups => _groups.Count;

    /// <summary>The number of competencies.</summary>
    public int Competencies => _competencies.Count;

    /// <summary>Returns the index of a group; -1 if it is unknown.</summary>
    public int Group(string? word) => word is not null && _groups.TryGetValue(word, out var index) ? index : -1;

    /// <summary>Returns the index of a competency; -1 if it is unknown.</summary>
    public int Competency(string? word) => word is not null && _competencies.TryGetValue(word, out var index) ? index : -1;
}
