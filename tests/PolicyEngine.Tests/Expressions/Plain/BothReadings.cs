using PolicyEngine.Documents;
using PolicyEngine.Expressions.Plain;
using PolicyEngine.Expressions.Reading;

namespace PolicyEngine.Tests.Expressions.Plain;

/// <summary>How our reader of plain expressions and how Dynamic LINQ read a text.</summary>
/// <param name="Text">The text.</param>
/// <param name="Plain">The tree of our reader; <see langword="null"/> if it leaves the text to Dynamic LINQ.</param>
/// <param name="Dynamic">The tree of Dynamic LINQ; <see langword="null"/> if it refuses the text.</param>
internal sealed record BothReadings(string Text, string? Plain, string? Dynamic)
{
    /// <summary>Returns both readings; without trees when the lexical guard refuses the text.</summary>
    public static BothReadings Of(string text, ExpressionScope scope)
    {
        var lexer = ExpressionLexer.Read(text, EngineLimits.Default, out var fault);
        if (fault is not null)
            return new(text, null, null);
        var plain = PlainReader.Read(lexer.Rewritten, scope);
        var parsed = ExpressionParsing.ParseByDynamicLinq(lexer, text, scope, out _);
        return new(text, plain is null ? null : TreeText.Of(plain), parsed is null ? null : TreeText.Of(parsed));
    }

    /// <summary>Whether our reader accepts a text that Dynamic LINQ refuses or reads differently.</summary>
    public bool Differ => Plain is not null && !string.Equals(Plain, Dynamic, StringComparison.Ordinal);
}
