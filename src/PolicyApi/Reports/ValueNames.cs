using PolicyEngine.Documents;
using Scriban.Runtime;

namespace PolicyApi.Reports;

/// <summary>
/// Names the values that answers identify by paths. Rules report a value missing in list items by one path for all items, such as
/// <c>manager.quarters[].csat.mean</c>; the facts tell which of the items lack it.
/// </summary>
/// <param name="titles">The titles by path; see <see cref="PolicyEngine.Policies.PathTitles"/>.</param>
/// <param name="answer">The stored appraisal; <see langword="null"/> if there is none: then only items with a number in the path are named.</param>
internal sealed class ValueNames(IReadOnlyDictionary<string, LocalizedText> titles, ScriptObject? answer)
{
    private readonly Lazy<GapFinder> _gaps = new(() => new GapFinder(titles, answer));

    /// <summary>Returns the name of a value: its title and the list items concerned; the path itself if the value has no title.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="part">The part of the appraisal whose rules read it; <see langword="null"/> for a value of the facts.</param>
    public LocalizedText Of(string path, string? part) => Find(path, part).InWords();

    /// <summary>Returns the names of values without repeats: values with the same title become one name with all their items.</summary>
    /// <param name="paths">The paths.</param>
    /// <param name="part">The part of the appraisal whose rules read them; <see langword="null"/> for values of the facts.</param>
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

/// <summary>The title of a value, with the list items concerned.</summary>
/// <param name="Title">The display title.</param>
/// <param name="Gaps">The list items that lack the value.</param>
internal sealed record NamedValue(LocalizedText Title, Gaps Gaps)
{
    /// <summary>Returns the name in both languages, such as <c>Annual grade (year 2024)</c>.</summary>
    public LocalizedText InWords() =>
        Gaps.Items.Count == 0 ? Title : new LocalizedText($"{Title.En} ({ItemWords.English(Gaps)})", $"{Title.ZhCn}（{ItemWords.Chinese(Gaps)}）");
}
