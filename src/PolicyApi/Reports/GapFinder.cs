using System.Globalization;
using PolicyEngine.Documents;
using Scriban.Runtime;

namespace PolicyApi.Reports;

/// <summary>Finds which items of the posted lists lack a value. What is only masked is not missing.</summary>
/// <param name="titles">The titles by path; see <see cref="PolicyEngine.Policies.PathTitles"/>.</param>
/// <param name="answer">The stored appraisal; <see langword="null"/> when there is none.</param>
internal sealed class GapFinder(IReadOnlyDictionary<string, LocalizedText> titles, ScriptObject? answer)
{
    private const string Facts = "facts";

    private readonly HashSet<string> _masked = Masked(answer);

    /// <summary>The items that lack the value at a path, each with the items around it, outermost first; none when there is nothing to tell.</summary>
    /// <param name="steps">The path.</param>
    public IReadOnlyList<IReadOnlyList<ItemName>> Of(IReadOnlyList<PathStep> steps)
    {
        var found = new List<IReadOnlyList<ItemName>>();
        var facts = answer?[Facts];
        if (steps.All(s => s.Name is not null || s.Number is not null))
            found.Add(Numbered(steps, facts));
        else if (IsOfFacts(steps))
            Walk(facts, steps, 1, "/" + Facts, [], found);
        return found;
    }

    private static HashSet<string> Masked(ScriptObject? answer) =>
        answer?["masked"] is ScriptObject masked && masked["pointers"] is ScriptArray pointers ? pointers.OfType<string>().ToHashSet(StringComparer.Ordinal) : [];

    // Lists of results have titles only for what stands in their items.
    private bool IsOfFacts(IReadOnlyList<PathStep> steps) => steps.Where(s => s.Name is null).All(s => titles.ContainsKey(s.Plain));

    // The path itself says which items; the facts only what they are called.
    private List<ItemName> Numbered(IReadOnlyList<PathStep> steps, object? value)
    {
        var items = new List<ItemName>();
        var inFacts = IsOfFacts(steps);
        foreach (var step in steps.Skip(1))
        {
            if (step.Name is { } name)
            {
                value = Member(value, name);
                continue;
            }

            var list = inFacts ? value as ScriptArray : null;
            var place = Place(step, list);
            value = place >= 0 && place < list?.Count ? list[place] : null;
            items.Add(Counted(step) is { } word ? new ItemName(word, Text(step.Number)!) : Name(step, list, place));
        }

        return items;
    }

    private void Walk(object? value, IReadOnlyList<PathStep> steps, int at, string pointer, IReadOnlyList<ItemName> items, List<IReadOnlyList<ItemName>> found)
    {
        if (_masked.Contains(pointer))
            return;
        if (at == steps.Count)
        {
            if (value is null)
                found.Add(items);
            return;
        }

        var step = steps[at];
        if (step.Name is { } name)
        {
            Walk(Member(value, name), steps, at + 1, JsonPointer.Append(pointer, name), items, found);
            return;
        }

        var list = value as ScriptArray;
        var (first, end) = step.Number is null ? (0, list?.Count ?? 0) : (Place(step, list), Place(step, list) + 1);
        for (var place = first; place < end && place >= 0 && place < list!.Count; place++)
            Walk(list[place], steps, at + 1, JsonPointer.Append(pointer, place.ToString(CultureInfo.InvariantCulture)), [.. items, Name(step, list, place)], found);
    }

    private static object? Member(object? value, string name) => value is ScriptObject o && o.TryGetValue(name, out var member) ? member : null;

    // Scores name a month by its number, wherever in the list it stands; other places count from 0.
    private int Place(PathStep step, ScriptArray? list)
    {
        if (Counted(step) is null)
            return step.Number!.Value;
        return list is null || Key(step, list) is not { } key ? step.Number!.Value - 1 : Enumerable.Range(0, list.Count).FirstOrDefault(i => Text(Member(list[i], key)) == Text(step.Number), -1);
    }

    // By what the model says tells items apart, if it does; otherwise by the place, from one.
    private ItemName Name(PathStep step, ScriptArray? list, int place)
    {
        if (list is null || Key(step, list) is not { } key)
            return new ItemName(Counted(step), Text(place + 1)!);
        return place >= 0 && place < list.Count && Text(Member(list[place], key)) is { } value && list.Count(i => Text(Member(i, key)) == value) == 1
            ? new ItemName(titles[Keyed(step, key)], value)
            : new ItemName(Word: null, Text(place + 1)!);
    }

    private string? Key(PathStep step, ScriptArray list) => list.OfType<ScriptObject>().FirstOrDefault()?.Keys.FirstOrDefault(k => titles.ContainsKey(Keyed(step, k)));

    private LocalizedText? Counted(PathStep step) => titles.GetValueOrDefault(Keyed(step, "#"));

    private static string Keyed(PathStep step, string key) => $"{step.Plain[..^2]}[{key}]";

    private static string? Text(object? value) => value switch
    {
        string text => text,
        decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
        int number => number.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
