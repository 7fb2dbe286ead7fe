using System.Text.Json;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using Scriban.Runtime;

namespace PolicyApi.Reports;

/// <summary>
/// The data that a template can read, such as a stored appraisal. It is read once, never changes, and can be rendered often and in any language.
/// </summary>
public sealed class ReportData
{
    private const int LongestName = 64;
    private const int UsualMembers = 8;

    private static readonly Dictionary<string, LocalizedText> Untitled = [];
    private static readonly object True = true;
    private static readonly object False = false;
    private static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> KnownNames =
        ReportModel.Members.ToDictionary(m => m, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private ReportData(string name, ScriptObject root) => (Name, Root) = (name, root);

    /// <summary>The name of the data in templates: <c>appraisal</c>, <c>team</c> or <c>policy</c>.</summary>
    public string Name { get; }

    /// <summary>The titles of the fields of the fact model, by path, such as <c>manager.skills.product</c>; empty unless given.</summary>
    public IReadOnlyDictionary<string, LocalizedText> FieldTitles { get; init; } = Untitled;

    internal ScriptObject Root { get; }

    /// <summary>Reads data from JSON. Member names stay as they are; every number becomes the decimal with exactly its value.</summary>
    /// <param name="utf8">The data, such as a stored appraisal: one JSON object in UTF-8.</param>
    /// <param name="name">The name of the data in templates; one of <see cref="ReportModel.Roots"/>.</param>
    /// <param name="fieldTitles">The titles of the fields of the fact model, by path.</param>
    /// <exception cref="JsonException">The bytes are not a JSON object, or a number has more digits than a decimal can hold.</exception>
    public static ReportData FromJson(ReadOnlyMemory<byte> utf8, string name = ReportModel.Appraisal, IReadOnlyDictionary<string, LocalizedText>? fieldTitles = null)
    {
        if (!ReportModel.Roots.Contains(name))
            throw new ArgumentException($"no report is about `{name}`", nameof(name));
        var reader = new Utf8JsonReader(utf8.Span);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("the data of a report is a JSON object");
        var root = ReadObject(ref reader);
        if (reader.Read())
            throw new JsonException("the data of a report is one JSON object");
        return new ReportData(name, root) { FieldTitles = fieldTitles ?? Untitled };
    }

    private static object? ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadObject(ref reader),
        JsonTokenType.StartArray => ReadArray(ref reader),
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.True => True,
        JsonTokenType.False => False,
        _ => null,
    };

    private static ScriptObject ReadObject(ref Utf8JsonReader reader)
    {
        var result = new ScriptObject(UsualMembers, autoImportStaticsFromThisType: false, StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = ReadName(ref reader);
            reader.Read();
            result.SetValue(name, ReadValue(ref reader), readOnly: true);
        }

        result.IsReadOnly = true;
        return result;
    }

    private static ScriptArray ReadArray(ref Utf8JsonReader reader)
    {
        var result = new ScriptArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            result.Add(ReadValue(ref reader));
        result.IsReadOnly = true;
        return result;
    }

    // Reuses the strings of known names, which occur hundreds of times in every appraisal.
    private static string ReadName(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > LongestName)
            return reader.GetString()!;
        Span<char> name = stackalloc char[LongestName];
        name = name[..reader.CopyString(name)];
        return KnownNames.TryGetValue(name, out var known) ? known : name.ToString();
    }

    private static decimal ReadNumber(ref Utf8JsonReader reader)
    {
        var utf8 = reader.ValueSpan;
        Span<char> text = utf8.Length <= LongestName ? stackalloc char[LongestName] : new char[utf8.Length];
        text = text[..System.Text.Encoding.ASCII.GetChars(utf8, text)];
        return ExactDecimal.TryParse(text, out var value)
            ? value
            : throw new JsonException($"`{text}` needs more digits than a decimal holds");
    }
}
