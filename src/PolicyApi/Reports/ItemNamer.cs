using System.Globalization;
using System.Runtime.InteropServices;
using PolicyEngine.Documents;
using Scriban.Runtime;

namespace PolicyApi.Reports;

/// <summary>One item of a posted list.</summary>
/// <param name="Step">The step of the path that leads to it.</param>
/// <param name="List">The list; <see langword="null"/> if it is not in the facts.</param>
/// <param name="Place">Its index, from 0; an index outside the list if the item does not exist.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ListItem(PathStep Step, ScriptArray? List, int Place)
{
    /// <summary>The item; <see langword="null"/> if it does not exist.</summary>
    public object? Value => Place >= 0 && Place < List?.Count ? List[Place] : null;
}

/// <summary>Names the items of posted lists by the field that, according to the model, tells them apart; otherwise by their position, from 1.</summary>
/// <param name="titles">The titles by path; see <see cref="PolicyEngine.Policies.PathTitles"/>.</param>
internal sealed class ItemNamer(IReadOnlyDictionary<string, LocalizedText> titles)
{
    private readonly Dictionary<ScriptArray, Dictionary<string, int>> _values = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether all lists on a path belong to the fact model. Lists of results do not: they have titles only for the values in their items.</summary>
    public bool Knows(IReadOnlyList<PathStep> steps) => steps.Where(s => s.Name is null).All(s => titles.ContainsKey(s.Plain));

    /// <summary>
    /// Returns the item that a step names by a number. In the paths of scores the number is the item's own, such as that of a month, wherever it
    /// is in the list; otherwise it is the index.
    /// </summary>
    public ListItem Numbered(PathStep step, ScriptArray? list)
    {
        var number = step.Number!.Value;
        if (Counted(step) is null)
            return new ListItem(step, list, number);
        if (list is null || Key(step, list) is not { } key)
            return new ListItem(step, list, number - 1);
        return new ListItem(step, list, Enumerable.Range(0, list.Count).FirstOrDefault(i => Text(Member(list[i], key)) == Text(number), -1));
    }

    /// <summary>Returns the name of an item.</summary>
    public ItemName NameOf(ListItem item)
    {
        if (Counted(item.Step) is { } word && item.Step.Number is { } number)
            return new ItemName(word, Text(number)!);
        if (item.List is null || Key(item.Step, item.List) is not { } key)
            return new ItemName(Counted(item.Step), Text(item.Place + 1)!);
        return Text(Member(item.Value, key)) is { } value && ValuesOf(item.List, key)[value] == 1
            ? new ItemName(titles[Keyed(item.Step, key)], value)
            : new ItemName(Word: null, Text(item.Place + 1)!);
    }

    /// <summary>Returns a member of an object; <see langword="null"/> if there is none, or the value is not an object.</summary>
    public static object? Member(object? value, string name) => value is ScriptObject o && o.TryGetValue(name, out var member) ? member : null;

    private Dictionary<string, int> ValuesOf(ScriptArray list, string key)
    {
        if (!_values.TryGetValue(list, out var values))
            _values[list] = values = list.Select(i => Text(Member(i, key))).OfType<string>().CountBy(v => v, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return values;
    }

    private string? Key(PathStep step, ScriptArray list) =>
        list.OfType<ScriptObject>().Take(1).SelectMany(o => o.Keys).FirstOrDefault(k => titles.ContainsKey(Keyed(step, k)));

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
