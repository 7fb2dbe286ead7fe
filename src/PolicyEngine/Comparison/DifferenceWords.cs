using PolicyEngine.Documents;

namespace PolicyEngine.Comparison;

/// <summary>Describes changes of a document in the words of HR: by the titles of parameters, indicators, rules and fields.</summary>
/// <param name="kind">The document's kind.</param>
/// <param name="before">The content before.</param>
/// <param name="after">The content after.</param>
internal sealed class DifferenceWords(DocumentKind kind, SourceNode before, SourceNode after)
{
    /// <summary>Describes a change in words.</summary>
    public LocalizedText Of(RawDifference found)
    {
        var (root, at) = found.After is { } value ? (after, value.Pointer) : (before, found.Before!.Pointer);
        string[] tokens = [.. JsonPointer.Split(at)];
        if (tokens.Length == 0)
            return Phrase.Whole(new("document", "文档"), found.Kind);
        return tokens[0] switch
        {
            "title" => Phrase.Of(new("title", "标题"), found),
            "$schema" => Phrase.Of(new("the editor's schema", "编辑器模式"), found),
            "parameters" => ParameterWords.Of(root, tokens, found),
            "workflow" => RuleWords.Of(root, tokens, found),
            "tests" => OfTests(root, tokens, found),
            "schema" => FieldWords.Of(root, tokens, found),
            "body" or "includes" or "texts" => OfTemplate(tokens, found),
            _ => kind == DocumentKind.KpiWeighting ? WeightingWords.Of(root, tokens, found) : OfMember(tokens, found),
        };
    }

    /// <summary>Describes a change of any other member, by its name.</summary>
    internal static LocalizedText OfMember(string[] tokens, RawDifference found) => Phrase.Of(new(Member(tokens).En, Member(tokens).ZhCn), found);

    private static LocalizedText Member(string[] tokens) => tokens[0] switch
    {
        "model" => new("fact model", "数据模型"),
        "reads" => Phrase.Part(new("reads", "读取"), Phrase.Both($"`{string.Join('.', tokens.Skip(1))}`")),
        "weighting" => new("weighting policy", "评分政策"),
        "promotion" => new("promotion policy", "晋升政策"),
        "training" => new("training policy", "培训政策"),
        "reward" => new("reward policy", "激励政策"),
        "template" => new("report template", "报告模板"),
        "input" => new("name of the facts in expressions", "表达式中的数据名"),
        "about" => Phrase.Part(new("who the facts are about", "数据主体"), Phrase.Both($"`{string.Join('.', tokens.Skip(1))}`")),
        _ => Phrase.Both($"`{string.Join('.', tokens)}`"),
    };

    private static LocalizedText OfTests(SourceNode root, string[] tokens, RawDifference found)
    {
        if (tokens.Length >= 3 && tokens[1] == "cases" && SourceTree.Find(root, $"/tests/cases/{tokens[2]}")?["name"] is { } name)
        {
            var test = new LocalizedText($"test \"{name.Text}\"", $"测试“{name.Text}”");
            return tokens.Length == 3 ? Phrase.Whole(test, found.Kind) : Phrase.Of(Phrase.Part(test, Phrase.Both($"`{string.Join('/', tokens.Skip(3))}`")), found);
        }

        return tokens.Length > 2 && tokens[1] == "base"
            ? Phrase.Of(new($"shared facts of the tests: `{string.Join('/', tokens.Skip(2))}`", $"测试共用数据：`{string.Join('/', tokens.Skip(2))}`"), found)
            : Phrase.Whole(new("tests", "测试"), found.Kind);
    }

    private static LocalizedText OfTemplate(string[] tokens, RawDifference found) => tokens switch
    {
        ["texts", var language, var key] => Phrase.Of(new($"text `{key}` ({language})", $"文字 `{key}`（{language}）"), found),
        ["includes", var name] => Phrase.Whole(new($"part `{name}` of the page", $"页面部件 `{name}`"), found.Kind),
        ["body"] => Phrase.Whole(new("page", "页面"), found.Kind),
        _ => OfMember(tokens, found),
    };
}
