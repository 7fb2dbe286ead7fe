using System.Globalization;
using PolicyEngine.Documents;
using Scriban.Runtime;

namespace PolicyApi.Reports;

/// <summary>The list items that lack a value.</summary>
/// <param name="Items">At most <see cref="Most"/> of them. Each is a list of names: first those of the items that contain it, outermost first, then its
/// own.</param>
/// <param name="More">The number of further items that are not named.</param>
internal sealed record Gaps(IReadOnlyList<IReadOnlyList<ItemName>> Items, int More)
{
    /// <summary>
    /// The maximum number of items named. It exceeds the number of goals that the shipped model allows. Lists can have thousands of items, and
    /// nobody would read that many names.
    /// </summary>
    public const int Most = 60;

    /// <summary>No items: none lacks the value, or the value is not in a list.</summary>
    public static Gaps None { get; } = new([], 0);
}

/// <summary>Finds the items of posted lists that lack a value. Masked values do not count as missing.</summary>
/// <param name="titles">The titles by path; see <see cref="PolicyEngine.Policies.PathTitles"/>.</param>
/// <param name="answer">The stored appraisal; <see langword="null"/> if there is none.</param>
internal sealed class GapFinder(IReadOnlyDictionary<string, LocalizedText> titles, ScriptObject? answer)
{
    private const string Facts = "facts";

    private readonly ItemNamer _namer = new(titles);
    private readonly HashSet<string> _masked = Masked(answer);
    private readonly List<ListItem> _around = [];
    private readonly List<IReadOnlyList<ItemName>> _found = [];
    private int _more;

    /// <summary>
    /// Returns the items that lack the value at a path. If all items in the path are numbered, returns these items, whether or not they lack it.
    /// </summary>
    /// <param name="steps">The path.</param>
    public Gaps Of(IReadOnlyList<PathStep> steps)
    {
        var isOfFacts = _namer.Knows(steps);
        if (steps.All(s => s.Name is not null || s.Number is not null))
            return new Gaps([Numbered(steps, isOfFacts ? answer?[Facts] : null)], 0);
        if (!isOfFacts)
            return Gaps.None;
        _found.Clear();
        _more = 0;
        Walk(answer?[Facts], steps, 1, "/" + Facts);
        return new Gaps([.. _found], _more);
    }

    private static HashSet<string> Masked(ScriptObject? answer) =>
        answer?["masked"] is ScriptObject masked && masked["pointers"] is ScriptArray pointers ? pointers.OfType<string>().ToHashSet(StringComparer.Ordinal) : [];

    // The path itself identifies the items; the facts are only needed for their names.
    private List<ItemName> Numbered(IReadOnlyList<PathStep> steps, object? value)
    {
        var items = new List<ItemName>();
        foreach (var step in steps.Skip(1))
        {
            if (step.Name is { } name)
            {
                value = ItemNamer.Member(value, name);
                continue;
            }

            var item = _namer.Numbered(step, value as ScriptArray);
            items.Add(_namer.NameOf(item));
            value = item.Value;
        }

        return items;
    }

    private void Walk(object? value, IReadOnlyList<PathStep> steps, int at, string pointer)
    {
        if (_masked.Contains(pointer))
            return;
        if (at == steps.Count)
        {
            if (value is null)
                Find();
        }
        else if (steps[at].Name is { } name)
        {
            Walk(ItemNamer.Member(value, name), steps, at + 1, Below(pointer, name));
        }
        else if (value is ScriptArray list)
        {
            foreach (var item in steps[at].Number is null ? Enumerable.Range(0, list.Count).Select(place => new ListItem(steps[at], list, place)) : [_namer.Numbered(steps[at], list)])
            {
                _around.Add(item);
                Walk(item.Value, steps, at + 1, Below(pointer, item.Place.ToString(CultureInfo.InvariantCulture)));
                _around.RemoveAt(_around.Count - 1);
            }
        }
    }

    private void Find()
    {
        if (_found.Count < Gaps.Most)
            _found.Add([.. _around.Select(_namer.NameOf)]);
        else
            _more++;
    }

    private string Below(string pointer, string name) => _masked.Count == 0 ? pointer : JsonPointer.Append(pointer, name);
}
