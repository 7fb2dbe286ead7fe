using PolicyEngine.Documents;

namespace PolicyEngine.Comparison;

/// <summary>Describes changes of a fact model's fields in words.</summary>
internal static class FieldWords
{
    /// <summary>Describes a change below <c>/schema</c>.</summary>
    public static LocalizedText Of(SourceNode root, string[] tokens, RawDifference found)
    {
        var (names, below) = Field(tokens);
        if (names.Count == 0)
            return Phrase.Of(new($"facts: `{string.Join('/', below)}`", $"数据：`{string.Join('/', below)}`"), found);
        var path = string.Join('.', names);
        var node = SourceTree.Find(root, "/" + string.Join('/', tokens.Take(tokens.Length - below.Length)));
        var title = node is null ? Phrase.Both($"`{path}`") : ParameterWords.TitleOf(node, path);
        var field = title.En == $"`{path}`"
            ? new LocalizedText($"field `{path}`", $"字段 `{path}`")
            : new LocalizedText($"field `{path}` ({title.En})", $"字段 `{path}`（{title.ZhCn}）");
        return below.Length == 0 ? Phrase.Whole(field, found.Kind) : Phrase.Of(Phrase.Part(field, Phrase.Both($"`{string.Join('/', below)}`")), found);
    }

    /// <summary>Returns the names of the fields on a path, and the tokens below the last of them.</summary>
    private static (List<string> Names, string[] Below) Field(string[] tokens)
    {
        var names = new List<string>();
        var at = 1;
        while (at < tokens.Length)
        {
            if (tokens[at] == "properties" && at + 1 < tokens.Length)
            {
                names.Add(tokens[at + 1]);
                at += 2;
            }
            else if (tokens[at] == "items" && at + 1 < tokens.Length && tokens[at + 1] == "properties")
            {
                at++;
            }
            else
            {
                break;
            }
        }

        return (names, tokens[at..]);
    }
}
