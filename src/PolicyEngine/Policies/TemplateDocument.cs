using PolicyEngine.Documents;

namespace PolicyEngine.Policies;

/// <summary>A report template. The engine checks its structure; the renderer checks its markup.</summary>
public sealed record TemplateDocument : Document
{
    /// <summary>The maximum number of characters of the body and of each include.</summary>
    public const int MaxLength = 262_144;

    internal TemplateDocument(DocumentHeader header)
        : base(header.Kind, header.Id, header.Title)
    {
    }

    /// <summary>The text of the template.</summary>
    public required string Body { get; init; }

    /// <summary>The texts that the body can include, by name.</summary>
    public required IReadOnlyDictionary<string, string> Includes { get; init; }

    /// <summary>The English words of the report, by key.</summary>
    public required IReadOnlyDictionary<string, string> En { get; init; }

    /// <summary>The Chinese words of the report, by the same keys.</summary>
    public required IReadOnlyDictionary<string, string> ZhCn { get; init; }

    /// <summary>Reads a template; faults are added to the reader's bag.</summary>
    internal static TemplateDocument? Read(ObjectReader reader, DocumentHeader header)
    {
        var body = reader.Text("body", MaxLength);
        var includes = Texts(reader.OptionalObject("includes"));
        var texts = reader.Object("texts");
        var en = Texts(texts?.Object("en"));
        var zhCn = Texts(texts?.Object("zh-CN"));
        texts?.Done();
        reader.Done();
        foreach (var key in en.Keys.Except(zhCn.Keys, StringComparer.Ordinal))
            texts!.ErrorAt("zh-CN", "missing-member", $"the text `{key}` exists in English only; add it in Chinese");
        foreach (var key in zhCn.Keys.Except(en.Keys, StringComparer.Ordinal))
            texts!.ErrorAt("en", "missing-member", $"the text `{key}` exists in Chinese only; add it in English");
        return body is null
            ? null
            : new TemplateDocument(header)
            {
                Canonical = header.Canonical,
                Sha256 = header.Sha256,
                Body = body,
                Includes = includes,
                En = en,
                ZhCn = zhCn,
            };
    }

    private static Dictionary<string, string> Texts(ObjectReader? reader)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, _) in reader?.Node.Members ?? [])
        {
            // A word may be empty: where one language has a word before a number, the other may have it after the number.
            var isEmpty = reader!.Optional(name) is { Kind: SourceKind.String, Text.Length: 0 };
            if (isEmpty)
                texts[name] = string.Empty;
            else if (reader.Text(name, MaxLength) is { } text)
                texts[name] = text;
        }

        return texts;
    }
}
