using PolicyEngine.Documents;
using Scriban.Runtime;

namespace PolicyApi.Reports;

/// <summary>
/// What people call the values that answers name by their paths. Rules name what is missing in the items of a list once for all items, such as
/// <c>manager.quarters[].csat.mean</c>; the facts tell which items have none.
/// </summary>
/// <param name="titles">The titles by path; see <see cref="PolicyEngine.Policies.PathTitles"/>.</param>
/// <param name="answer">The stored appraisal; <see langword="null"/> when there is none, and then items are told only as far as paths name them.</param>
internal sealed class ValueNames(IReadOnlyDictionary<string, LocalizedText> titles, ScriptObject? answer)
{
    private readonly Lazy<GapFinder> _gaps = new(() => new GapFinder(titles, answer));

    /// <summary>The name of a value; the path itself for one without a title.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="part">The part of the appraisal whose rules read it; <see langword="null"/> when it is of the facts.</param>
    public LocalizedText Of(string path, string? part) => Find(path, part).InWords();

    /// <summary>The names of values, each once: of paths that differ only in the item, the items are told together.</summary>
    /// <param name="paths">The paths.</param>
    /// <param name="part">The part of the appraisal whose rules read them; <see langword="null"/> when they are of the facts.</param>
    public IEnumerable<LocalizedText> OfAll(IEnumerable<string> paths, string? part) => paths
        .Select(path => Find(path, part))
        .GroupBy(v => (v.Title, HasItems: v.Gaps.Items.Count > 0))
        .Select(g => new NamedValue(g.Key.Title, Together(g.Select(v => v.Gaps))).InWords());

    private static Gaps Together(IEnumerable<Gaps> gaps)
    {
        var all = gaps.ToList();
        var items = all.SelectMany(g => g.Items).DistinctBy(i => string.Join('\n', i.Select(n => n.Value)), StringComparer.Ordinal).ToList();
        return new Gaps([.. items.Take(Gaps.Most)], all.Sum(g => g.More) + Math.Max(0, items.Count - Gaps.Most));
    }

    private NamedValue Find(string path, string? part)
    {
        if (!path.Contains('[', StringComparison.Ordinal))
            return new NamedValue(Title(path, part) ?? new LocalizedText(path, path), Gaps.None);
        var steps = PathSteps.Of(path);
        return steps is null || Title(steps[^1].Plain, part) is not { } title
            ? new NamedValue(new LocalizedText(path, path), Gaps.None)
            : new NamedValue(title, _gaps.Value.Of(steps));
    }

    private LocalizedText? Title(string path, string? part) =>
        titles.TryGetValue(path, out var title) || (part is not null && titles.TryGetValue($"{part}/{path}", out title)) ? title : null;
}

/// <summary>A value that is told in words.</summary>
/// <param name="Title">What people call it.</param>
/// <param name="Gaps">The items of lists that are meant.</param>
internal sealed record NamedValue(LocalizedText Title, Gaps Gaps)
{
    /// <summary>The words.</summary>
    public LocalizedText InWords() =>
        Gaps.Items.Count == 0 ? Title : new LocalizedText($"{Title.En} ({ItemWords.English(Gaps)})", $"{Title.ZhCn}（{ItemWords.Chinese(Gaps)}）");
}
