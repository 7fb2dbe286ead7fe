using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyEngine.Documents;

namespace PolicyEngine.Facts;

/// <summary>
/// The rule for the ids of persons in new facts. Answers are found, listed, logged and erased by these ids, so they must be visible and fit into tables,
/// logs and URLs: 1 to <see cref="MaxLength"/> characters without invisible ones, and no space at the beginning or end. Stored facts from before
/// this rule are still evaluated unchanged.
/// </summary>
public static class SubjectIds
{
    /// <summary>The code of the error.</summary>
    public const string Code = "subject-id";

    /// <summary>The maximum number of characters (UTF-16 code units).</summary>
    public const int MaxLength = 256;

    /// <summary>
    /// Returns what is wrong with an id, as a phrase such as <c>is empty</c> that does not repeat the id; <see langword="null"/> if it is accepted.
    /// </summary>
    /// <param name="id">An id.</param>
    public static string? Violation(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id.Length is 0 or > MaxLength)
            return id.Length == 0 ? "is empty" : string.Create(CultureInfo.InvariantCulture, $"has {id.Length} characters, and {MaxLength} are allowed");
        if (!id.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return null;
        if (char.IsWhiteSpace(id[0]) || char.IsWhiteSpace(id[^1]))
            return string.IsNullOrWhiteSpace(id) ? "is blank" : "begins or ends with a space";
        foreach (var rune in id.EnumerateRunes())
        {
            if (IsHidden(rune))
                return string.Create(CultureInfo.InvariantCulture, $"has a character that cannot be seen (U+{rune.Value:X4})");
        }

        return null;
    }

    /// <summary>Returns the error at the position of the id in the facts.</summary>
    /// <param name="facts">The facts: a JSON object that could be read up to its id.</param>
    /// <param name="field">The top-level field that holds the id.</param>
    /// <param name="violation">What is wrong with it, from <see cref="Violation"/>.</param>
    internal static Diagnostic Fault(ReadOnlySpan<byte> facts, string field, string violation)
    {
        var utf8 = facts.StartsWith(Encoding.UTF8.Preamble) ? facts[Encoding.UTF8.Preamble.Length..] : facts;
        var (line, column) = FactCursor.PlaceOf(utf8, OffsetOf(utf8, field));
        return new Diagnostic(
            Code, DiagnosticSeverity.Error, JsonPointer.Append(string.Empty, field), line, column,
            $"`{field}` identifies the person, and {violation}; send the id by which the person is known everywhere, such as a personnel number");
    }

    // Control characters and line ends break logs and tables, direction and zero-width marks make different ids look alike, and U+FFFE and other
    // noncharacters are not valid in text.
    private static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;

    private static long OffsetOf(ReadOnlySpan<byte> utf8, string field)
    {
        var json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = FactsReader.MaxDepth });
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isId = json.ValueTextEquals(field);
            json.Read();
            if (isId)
                return json.TokenStartIndex;
            json.Skip();
        }

        return 0;
    }
}
