using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyEngine.Documents;
using PolicyEngine.Facts;

namespace PolicyApi.Privacy;

/// <summary>
/// Masks personal data in the record of an answer: in its facts, in the subject, in the values that rules read and in the reasons that repeat it.
/// The masked record says what was masked; it can no longer be evaluated again. It does not contain the hash of the full record: someone who sees everything
/// except an age could try every age until the hash matches.
/// </summary>
internal static class RecordMask
{
    private const string Scores = "scores";
    private const string Replay = "no: rules can only run on the full record";
    private static readonly string[] AboutMembers = ["name", "level", "year"];
    private static readonly string[] Answers = ["rules", "promotion", "training", "reward", Scores];
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = EngineLimits.DeepestJson + 8 };
    private static readonly JsonSerializerOptions Compact = new()
    {
        MaxDepth = EngineLimits.DeepestJson + 8,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Returns the masked record; <see langword="null"/> if nothing in it must be hidden.</summary>
    /// <param name="body">The record as stored.</param>
    /// <param name="veil">What must be hidden.</param>
    public static byte[]? Apply(ReadOnlyMemory<byte> body, Veil veil)
    {
        var record = JsonNode.Parse(body.Span, documentOptions: Deep)!.AsObject();
        var facts = MaskFacts(record, veil.Marks);
        var pointers = facts.Pointers.Select(p => "/facts" + p).Concat(MaskSubject(record, veil.Marks)).ToList();
        if (record["facts"] is JsonObject posted)
            new SectionMask(veil.Marks, veil.Of("rules") ?? veil.Of("scores"), pointers).Apply(posted);
        MaskResults(record, veil, pointers);
        foreach (var part in Answers.Where(p => record[p] is not null))
            new TextMask(facts.Texts, pointers).Apply(record[part]!, "/" + part);
        if (pointers.Count == 0)
            return null;
        record["masked"] = new JsonObject
        {
            ["pointers"] = new JsonArray([.. pointers.Distinct(StringComparer.Ordinal).Select(p => JsonValue.Create(p))]),
            ["replayable"] = false,
            ["note"] = Replay,
        };
        return JsonSerializer.SerializeToUtf8Bytes(record, Compact);
    }

    private static void MaskResults(JsonObject record, Veil veil, List<string> pointers)
    {
        foreach (var part in Answers)
        {
            if (record[part] is JsonArray rules)
                new RuleMask(veil.Marks, pointers).Apply(rules, veil.Of(part)?.Rules, "/" + part);
            else if (record[part] is JsonObject scores && string.Equals(part, Scores, StringComparison.Ordinal))
                new ScoresMask(veil.Marks, pointers).Apply(scores, veil.Of(part), "/" + part);
            else if (record[part]?["rules"] is JsonArray results)
                new RuleMask(veil.Marks, pointers).Apply(results, veil.Of(part)?.Rules, $"/{part}/rules");
        }
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
