using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyEngine.Documents;

namespace PolicyEngine.Facts;

/// <summary>
/// Which ids of persons new facts may have. Answers are found, listed, logged and erased by them, so an id can be seen, and written into a table, a log and
/// an address: at most <see cref="MaxLength"/> characters, each of them visible or a space within, and none of them a space at an end. Facts that were
/// answered before this was asked for are answered again as they are.
/// </summary>
public static class SubjectIds
{
    /// <summary>The code of the fault.</summary>
    public const string Code = "subject-id";

    /// <summary>The maximum number of characters (UTF-16 code units).</summary>
    public const int MaxLength = 256;

    /// <summary>What is wrong with an id, in words that follow its name and do not repeat it; <see langword="null"/> if nothing is.</summary>
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

    /// <summary>The fault at the place where the id was written.</summary>
    /// <param name="facts">The facts, which could be read up to their id.</param>
    /// <param name="field">The field that holds it.</param>
    /// <param name="violation">What is wrong with it.</param>
    internal static Diagnostic Fault(ReadOnlySpan<byte> facts, string field, string violation)
    {
        var utf8 = facts.StartsWith(Encoding.UTF8.Preamble) ? facts[Encoding.UTF8.Preamble.Length..] : facts;
        var (line, column) = FactCursor.PlaceOf(utf8, OffsetOf(utf8, field));
        return new Diagnostic(
            Code, DiagnosticSeverity.Error, JsonPointer.Append(string.Empty, field), line, column,
            $"`{field}` identifies the person, and {violation}; send the id by which the person is known everywhere, such as a personnel number");
    }

    // Control characters and line ends break logs and tables; marks of direction and width make two ids look alike; U+FFFE and its like are in no text.
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
