using System.Globalization;
using PolicyEngine.Documents;

namespace PolicyApi.Reports;

/// <summary>The name of a list item.</summary>
/// <param name="Word">The title of the field that tells items apart, such as “Quarter”; <see langword="null"/> if only their position does.</param>
/// <param name="Value">The value of that field in this item, or the item's position from 1.</param>
internal sealed record ItemName(LocalizedText? Word, string Value);

/// <summary>Writes the names of list items as text: <c>quarter 1, 3</c>, <c>第 2 项</c>.</summary>
internal static class ItemWords
{
    private const int LongestValue = 64;

    /// <summary>Returns the English text.</summary>
    /// <param name="gaps">The items; at least one.</param>
    public static string English(Gaps gaps)
    {
        var words = Said(gaps.Items, ", ", "; ", (word, values) => word is null ? $"entry {values}" : $"{Lower(word.En)} {values}");
        return gaps.More > 0 ? string.Create(CultureInfo.InvariantCulture, $"{words} and {gaps.More} more") : words;
    }

    /// <summary>Returns the Chinese text.</summary>
    /// <param name="gaps">The items; at least one.</param>
    public static string Chinese(Gaps gaps)
    {
        var words = Said(gaps.Items, "、", "；", (word, values) => word is null ? $"第 {values} 项" : $"{word.ZhCn} {values}");
        return gaps.More > 0 ? string.Create(CultureInfo.InvariantCulture, $"{words}，另有 {gaps.More} 项") : words;
    }

    // Items in no other list are grouped by their word: “quarter 1, 3”.
    private static string Said(IReadOnlyList<IReadOnlyList<ItemName>> items, string comma, string semicolon, Func<LocalizedText?, string, string> say)
    {
        var said = items.All(i => i.Count == 1)
            ? items.Select(i => i[0]).GroupBy(i => i.Word, (word, group) => say(word, string.Join(comma, group.Select(i => Short(i.Value)))))
            : items.Select(around => string.Join(comma, around.Select(i => say(i.Word, Short(i.Value)))));
        return string.Join(semicolon, said);
    }

    // Titles begin with a capital, which looks wrong within a sentence; abbreviations keep their capitals.
    private static string Lower(string title) => title is [var first, var second, ..] && char.IsUpper(first) && char.IsLower(second) ? char.ToLowerInvariant(first) + title[1..] : title;

    private static string Short(string value) => value.Length <= LongestValue ? value : string.Concat(value.AsSpan(0, LongestValue), "…");
}
