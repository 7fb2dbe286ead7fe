using PolicyEngine.Documents;

namespace PolicyEngine.Comparison;

/// <summary>Composes descriptions of changes in both languages.</summary>
internal static class Phrase
{
    private const int LongestValue = 120;

    /// <summary>Describes a change together with the values before and after.</summary>
    /// <param name="what">The name of what changed.</param>
    /// <param name="found">The change.</param>
    /// <param name="unit">The unit of a number; <see langword="null"/> for none.</param>
    public static LocalizedText Of(LocalizedText what, RawDifference found, LocalizedText? unit = null)
    {
        var (before, after) = (Show(found.Before), Show(found.After));
        return found.Kind switch
        {
            DifferenceKind.Added => new($"{what.En} added: {after.En}{Suffix(unit?.En)}", $"新增{what.ZhCn}：{after.ZhCn}{unit?.ZhCn}"),
            DifferenceKind.Removed => new($"{what.En} removed (was {before.En}{Suffix(unit?.En)})", $"删除{what.ZhCn}（原为 {before.ZhCn}{unit?.ZhCn}）"),
            DifferenceKind.Moved => new($"{what.En} moved", $"{what.ZhCn}调整了顺序"),
            _ => new($"{what.En} {before.En} → {after.En}{Suffix(unit?.En)}", $"{what.ZhCn} {before.ZhCn} → {after.ZhCn}{unit?.ZhCn}"),
        };
    }

    /// <summary>Describes a change without values.</summary>
    public static LocalizedText Whole(LocalizedText what, DifferenceKind kind) => kind switch
    {
        DifferenceKind.Added => new($"new {what.En}", $"新增{what.ZhCn}"),
        DifferenceKind.Removed => new($"{what.En} removed", $"删除{what.ZhCn}"),
        DifferenceKind.Moved => new($"{what.En} moved", $"{what.ZhCn}调整了顺序"),
        _ => new($"{what.En} changed", $"{what.ZhCn}有改动"),
    };

    /// <summary>Names a part of something.</summary>
    public static LocalizedText Part(LocalizedText whole, LocalizedText part) => new($"{whole.En}: {part.En}", $"{whole.ZhCn}：{part.ZhCn}");

    /// <summary>Returns a text that is the same in both languages.</summary>
    public static LocalizedText Both(string text) => new(text, text);

    /// <summary>Returns a value as it is shown to people: texts in the reader's language, long values cut.</summary>
    public static LocalizedText Show(SourceNode? value) => value switch
    {
        null => Both("–"),
        { Kind: SourceKind.Object } when value["en"] is { } en && value["zh-CN"] is { } zh => new($"\"{Cut(en.Text)}\"", $"“{Cut(zh.Text)}”"),
        { Kind: SourceKind.Object } => Both(string.Join(", ", value.Members.Take(6).Select(m => $"{m.Key} {Show(m.Value).En}"))),
        { Kind: SourceKind.Array } => Both($"[{string.Join(", ", value.Items.Take(6).Select(i => Show(i).En))}{(value.Items.Count > 6 ? ", …" : string.Empty)}]"),
        { Kind: SourceKind.Boolean } => value.Text == "true" ? new("yes", "是") : new("no", "否"),
        { Kind: SourceKind.Null } => new("nothing", "无"),
        _ => Both(Cut(value.Text)),
    };

    /// <summary>Returns an expression as it is shown to people, in backticks.</summary>
    public static LocalizedText Code(SourceNode? value) => Both($"`{Cut(value?.Text ?? "–")}`");

    private static string Cut(string text) => text.Length > LongestValue ? text[..LongestValue] + "…" : text;

    private static string Suffix(string? unit) => unit is null ? string.Empty : " " + unit;
}
