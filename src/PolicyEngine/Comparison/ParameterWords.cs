using PolicyEngine.Documents;

namespace PolicyEngine.Comparison;

/// <summary>Describes changes of parameters in words, and of the scales that parameters and indicators share.</summary>
internal static class ParameterWords
{
    /// <summary>Describes a change below <c>/parameters</c>.</summary>
    public static LocalizedText Of(SourceNode root, string[] tokens, RawDifference found)
    {
        if (tokens.Length == 1)
            return Phrase.Whole(new("parameters", "参数"), found.Kind);
        var parameter = root["parameters"]![tokens[1]]!;
        var name = TitleOf(parameter, tokens[1]);
        if (tokens.Length == 2)
            return found.Kind == DifferenceKind.Added
                ? Phrase.Of(Phrase.Part(new("parameter", "参数"), name), found with { After = parameter["value"] }, UnitOf(parameter))
                : Phrase.Whole(Phrase.Part(new("parameter", "参数"), name), found.Kind);
        return tokens[2] switch
        {
            "value" when tokens.Length == 3 => Phrase.Of(name, found, UnitOf(parameter)),
            "value" => Phrase.Of(Phrase.Part(name, PartOf(root, tokens, 3)), found),
            "title" => Phrase.Of(new($"title of parameter `{tokens[1]}`", $"参数 `{tokens[1]}` 的标题"), found),
            var member => Phrase.Of(Phrase.Part(name, Phrase.Both($"`{member}`")), found),
        };
    }

    /// <summary>
    /// Names a part of a scale (bands, curve, grades or table) by the tokens of its pointer, starting with the token at <paramref name="from"/>.
    /// </summary>
    public static LocalizedText PartOf(SourceNode root, string[] tokens, int from)
    {
        var item = tokens.Length > from ? SourceTree.Find(root, "/" + string.Join('/', tokens.Take(from + 1).Select(Escape))) : null;
        var inPoints = tokens.Length > from + 1 && tokens[from] == "points";
        if (inPoints)
            item = SourceTree.Find(root, "/" + string.Join('/', tokens.Take(from + 2).Select(Escape)));
        var member = tokens.Length > from + (inPoints ? 2 : 1) ? tokens[^1] : null;
        return item switch
        {
            { Kind: SourceKind.Object } when item["grade"] is { } grade => Named($"grade {grade.Text}", $"等级 {grade.Text}", member),
            { Kind: SourceKind.Object } when item["at"] is { } at => Named($"point at {at.Text}", $"折点 {at.Text}", member == "at" ? null : member),
            { Kind: SourceKind.Object } when item["from"] is { } start => Named($"band from {start.Text}", $"自 {start.Text} 起的区间", member == "from" ? null : member),
            _ => Phrase.Both(string.Join(' ', tokens.Skip(from))),
        };
    }

    /// <summary>Returns the title of a value; the fallback in backticks if it has no title.</summary>
    public static LocalizedText TitleOf(SourceNode node, string fallback) =>
        node["title"] is { } title && title["en"] is { } en && title["zh-CN"] is { } zh ? new(en.Text, zh.Text) : Phrase.Both($"`{fallback}`");

    private static LocalizedText Named(string en, string zh, string? member) => member switch
    {
        null => new(en, zh),
        "score" => new($"score of the {en}", $"{zh}的得分"),
        "from" => new($"lower limit of {en}", $"{zh}的下限"),
        "to" => new($"end of the {en}", $"{zh}的终点"),
        _ => new($"{en}, `{member}`", $"{zh}，`{member}`"),
    };

    private static LocalizedText? UnitOf(SourceNode parameter) =>
        parameter["unit"] is { } unit && unit["en"] is { } en && unit["zh-CN"] is { } zh ? new(en.Text, zh.Text) : null;

    private static string Escape(string token) => JsonPointer.Append(string.Empty, token)[1..];
}
