namespace PolicyEngine.Compat;

/// <summary>A message that a case expects: <c>kind:text</c>, or the text alone.</summary>
internal sealed record ExpectedMessage(string Kind, string Text)
{
    private static readonly HashSet<string> Kinds = new(StringComparer.Ordinal) { "startsWith", "notStartsWith", "contains", "notContains", "equals", "endsWith", "notEmpty", "empty" };

    public static ExpectedMessage Read(string expected) => expected.Split(':', 2) switch
    {
        [var kind, var text] when Kinds.Contains(kind) => new ExpectedMessage(kind, text),
        [var kind] when Kinds.Contains(kind) => new ExpectedMessage(kind, string.Empty),
        _ => new ExpectedMessage("equals", expected),
    };

    public bool Fits(string message) => Kind switch
    {
        "startsWith" => message.StartsWith(Text, StringComparison.Ordinal),
        "notStartsWith" => !message.StartsWith(Text, StringComparison.Ordinal),
        "contains" => message.Contains(Text, StringComparison.Ordinal),
        "notContains" => !message.Contains(Text, StringComparison.Ordinal),
        "endsWith" => message.EndsWith(Text, StringComparison.Ordinal),
        "notEmpty" => message.Length > 0,
        "empty" => message.Length == 0,
        _ => string.Equals(message, Text, StringComparison.Ordinal),
    };
}
