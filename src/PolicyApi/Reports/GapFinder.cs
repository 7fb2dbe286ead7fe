using System.Globalization;
using PolicyEngine.Documents;
using Scriban.Runtime;

namespace PolicyApi.Reports;

/// <summary>The items of lists that lack a value.</summary>
/// <param name="Items">The first of them, each after the items around it.</param>
/// <param name="More">How many others there are.</param>
internal sealed record Gaps(IReadOnlyList<IReadOnlyList<ItemName>> Items, int More)
{
    /// <summary>How many are named: more than the goals that the shipped model allows. Lists may have thousands of items, and nobody reads thousands of names.</summary>
    public const int Most = 60;

    /// <summary>No item lacks it, or it is in no list.</summary>
    public static Gaps None { get; } = new([], 0);
}

/// <summary>Finds which items of the posted lists lack a value. What is only masked is not missing.</summary>
/// <param name="titles">The titles by path; see <see cref="PolicyEngine.Policies.PathTitles"/>.</param>
/// <param name="answer">The stored appraisal; <see langword="null"/> when there is none.</param>
internal sealed class GapFinder(IReadOnlyDictionary<string, LocalizedText> titles, ScriptObject? answer)
{
    private const string Facts = "facts";

    private readonly ItemNamer _namer = new(titles);
    private readonly HashSet<string> _masked = Masked(answer);
    private readonly List<ListItem> _around = [];
    private readonly List<IReadOnlyList<ItemName>> _found = [];
    private int _more;

    /// <summary>The items that lack the value at a path.</summary>
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

    // The path itself says which items; the facts only what they are called.
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
