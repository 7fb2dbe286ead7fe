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
        .GroupBy(v => (v.Title, HasItems: v.Items.Count > 0))
        .Select(g => new NamedValue(g.Key.Title, [.. g.SelectMany(v => v.Items).DistinctBy(i => string.Join('\n', i.Select(n => n.Value)), StringComparer.Ordinal)]).InWords());

    private NamedValue Find(string path, string? part)
    {
        if (!path.Contains('[', StringComparison.Ordinal))
            return new NamedValue(Title(path, part) ?? new LocalizedText(path, path), []);
        var steps = PathSteps.Of(path);
        return steps is null || Title(steps[^1].Plain, part) is not { } title
            ? new NamedValue(new LocalizedText(path, path), [])
            : new NamedValue(title, _gaps.Value.Of(steps));
    }

    private LocalizedText? Title(string path, string? part) =>
        titles.TryGetValue(path, out var title) || (part is not null && titles.TryGetValue($"{part}/{path}", out title)) ? title : null;
}

/// <summary>A value that is told in words.</summary>
/// <param name="Title">What people call it.</param>
/// <param name="Items">The items of lists that are meant, each after those around it; empty when no item is.</param>
internal sealed record NamedValue(LocalizedText Title, IReadOnlyList<IReadOnlyList<ItemName>> Items)
{
    /// <summary>The words.</summary>
    public LocalizedText InWords() =>
        Items.Count == 0 ? Title : new LocalizedText($"{Title.En} ({ItemWords.English(Items)})", $"{Title.ZhCn}（{ItemWords.Chinese(Items)}）");
}
