using System.Text.Json;
using PolicyEngine.Documents;
using Scriban.Runtime;

namespace PolicyApi.Reports;

/// <summary>What a template can read, such as a stored appraisal. Read once, rendered any number of times, in any language; never changed.</summary>
public sealed class ReportData
{
    private static readonly Dictionary<string, LocalizedText> Untitled = [];

    private ReportData(string name, ScriptObject root) => (Name, Root) = (name, root);

    /// <summary>The name by which templates reach it: <c>appraisal</c>, <c>team</c> or <c>policy</c>.</summary>
    public string Name { get; }

    /// <summary>What people call the fields of the fact model, by path, such as <c>manager.skills.product</c>; empty unless given.</summary>
    public IReadOnlyDictionary<string, LocalizedText> FieldTitles { get; init; } = Untitled;

    internal ScriptObject Root { get; }

    /// <summary>Reads the stored bytes. Member names stay as they are; every number becomes the decimal of exactly that value.</summary>
    /// <param name="utf8">The appraisal as stored: one JSON object in UTF-8.</param>
    /// <param name="name">The name by which templates reach it; one of <see cref="ReportModel.Roots"/>.</param>
    /// <param name="fieldTitles">What people call the fields of the fact model, by path.</param>
    /// <exception cref="JsonException">The bytes are no JSON object, or a number needs more than 28 digits.</exception>
    public static ReportData FromJson(ReadOnlyMemory<byte> utf8, string name = ReportModel.Appraisal, IReadOnlyDictionary<string, LocalizedText>? fieldTitles = null)
    {
        if (!ReportModel.Roots.Contains(name))
            throw new ArgumentException($"no report is about `{name}`", nameof(name));
        using var document = JsonDocument.Parse(utf8);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? new ReportData(name, ToObject(document.RootElement)) { FieldTitles = fieldTitles ?? Untitled }
            : throw new JsonException("the data of a report is a JSON object");
    }

    private static object? ToValue(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => ToObject(element),
        JsonValueKind.Array => ToArray(element),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => ToNumber(element),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static ScriptObject ToObject(JsonElement element)
    {
        var result = new ScriptObject(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
            result.SetValue(member.Name, ToValue(member.Value), readOnly: true);
        result.IsReadOnly = true;
        return result;
    }

    private static ScriptArray ToArray(JsonElement element)
    {
        var result = new ScriptArray(element.GetArrayLength());
        foreach (var item in element.EnumerateArray())
            result.Add(ToValue(item));
        result.IsReadOnly = true;
        return result;
    }

    private static decimal ToNumber(JsonElement element) =>
        ExactDecimal.TryParse(element.GetRawText(), out var value)
            ? value
            : throw new JsonException($"`{element.GetRawText()}` needs more digits than a decimal holds");
}
