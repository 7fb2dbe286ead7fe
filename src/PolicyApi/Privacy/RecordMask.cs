using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyEngine.Documents;
using PolicyEngine.Facts;

namespace PolicyApi.Privacy;

/// <summary>
/// Masks personal data in the record of an answer: in its facts, in the subject, in what rules read and in the reasons that repeat it.
/// The record says what was masked and which hash the whole one has; it is no longer what rules can be run on again.
/// </summary>
internal static class RecordMask
{
    private const string Replay = "no: rules run on the whole record only";
    private static readonly string[] AboutMembers = ["name", "level", "year"];
    private static readonly string[] Answers = ["rules", "promotion", "training", "reward", "scores"];
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = EngineLimits.DeepestJson + 8 };
    private static readonly JsonSerializerOptions Compact = new()
    {
        MaxDepth = EngineLimits.DeepestJson + 8,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The record as it may be seen; <see langword="null"/> when nothing in it is hidden.</summary>
    /// <param name="body">The record as stored.</param>
    /// <param name="sha256">Its hash.</param>
    /// <param name="marks">What is personal.</param>
    public static byte[]? Apply(ReadOnlyMemory<byte> body, string sha256, Marks marks)
    {
        var record = JsonNode.Parse(body.Span, documentOptions: Deep)!.AsObject();
        var facts = MaskFacts(record, marks);
        var pointers = facts.Pointers.Select(p => "/facts" + p).Concat(MaskSubject(record, marks)).ToList();
        foreach (var part in Answers.Where(p => record[p] is not null))
            new ReasonMask(marks, facts.Texts, pointers).Apply(record[part]!, "/" + part);
        if (pointers.Count == 0)
            return null;
        record["masked"] = new JsonObject
        {
            ["pointers"] = new JsonArray([.. pointers.Select(p => JsonValue.Create(p))]),
            ["sha256"] = sha256,
            ["replayable"] = false,
            ["note"] = Replay,
        };
        return JsonSerializer.SerializeToUtf8Bytes(record, Compact);
    }

    private static FactsMask MaskFacts(JsonObject record, Marks marks)
    {
        var ignored = (record["ignored"] as JsonArray)?.Select(p => (string)p!).ToHashSet(StringComparer.Ordinal) ?? [];
        var mask = new FactsMask(marks, ignored, ignored.Count >= FactsReader.MaxIgnored);
        if (record["facts"] is JsonObject facts)
            mask.Apply(facts);
        return mask;
    }

    private static List<string> MaskSubject(JsonObject record, Marks marks)
    {
        if (record["subject"] is not JsonObject subject)
            return [];
        var hidden = AboutMembers.Where(m => subject[m] is not null && marks.HidesAbout(m)).ToList();
        foreach (var member in hidden)
            subject[member] = FactsMask.Of(subject[member]);
        return [.. hidden.Select(m => "/subject/" + m)];
    }
}
