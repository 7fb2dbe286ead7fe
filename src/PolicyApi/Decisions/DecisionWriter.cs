using System.Buffers;
using System.Globalization;
using System.Text.Json;
using PolicyApi.Catalog;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Json;
using PolicyEngine.Policies;

namespace PolicyApi.Decisions;

/// <summary>Writes the decision of rules without making objects of it first: the same bytes as serialising a <see cref="Decision"/>.</summary>
internal static class DecisionWriter
{
    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText Policy = JsonEncodedText.Encode("policy");
    private static readonly JsonEncodedText Model = JsonEncodedText.Encode("model");
    private static readonly JsonEncodedText Version = JsonEncodedText.Encode("version");
    private static readonly JsonEncodedText Sha256 = JsonEncodedText.Encode("sha256");
    private static readonly JsonEncodedText Subject = JsonEncodedText.Encode("subject");
    private static readonly JsonEncodedText AsOf = JsonEncodedText.Encode("asOf");
    private static readonly JsonEncodedText KnownAt = JsonEncodedText.Encode("knownAt");
    private static readonly JsonEncodedText DecidedAt = JsonEncodedText.Encode("decidedAt");
    private static readonly JsonEncodedText Revision = JsonEncodedText.Encode("revision");
    private static readonly JsonEncodedText StandingName = JsonEncodedText.Encode("standing");

    private static readonly JsonEncodedText[] Standings =
        [.. Enum.GetValues<Standing>().Select(s => JsonEncodedText.Encode(JsonNamingPolicy.CamelCase.ConvertName(s.ToString())))];

    /// <summary>Writes a decision.</summary>
    /// <param name="policy">The policy that decided.</param>
    /// <param name="rules">The rules it stands in.</param>
    /// <param name="stamp">The decision's id and time.</param>
    /// <param name="answer">What its rules came to; the facts were taken.</param>
    /// <returns>One JSON object in UTF-8.</returns>
    public static byte[] Write(CompiledPolicy policy, RulesAt rules, AnswerStamp stamp, PolicyAnswer answer)
    {
        var buffer = AnswerBuffer.Take();
        WriteHead(buffer.Json, policy, rules, stamp, answer.Facts.Subject!);
        buffer.Json.Flush();
        buffer.Bytes.Write(","u8);
        answer.WriteMembers(buffer.Bytes);
        buffer.Bytes.Write(",\"ignored\":"u8);
        WriteIgnored(buffer, answer.Facts.Ignored);
        buffer.Bytes.Write("}"u8);
        return buffer.Finish();
    }

    private static void WriteHead(Utf8JsonWriter json, CompiledPolicy policy, RulesAt rules, AnswerStamp stamp, string subject)
    {
        json.WriteStartObject();
        json.WriteString(Id, stamp.Id);
        WriteReference(json, Policy, policy.Policy);
        WriteReference(json, Model, policy.Model);
        json.WriteString(Subject, subject);
        json.WriteString(AsOf, rules.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString(KnownAt, InstantConverter.Text(rules.KnownAt));
        json.WriteString(DecidedAt, InstantConverter.Text(stamp.At));
        json.WriteNumber(Revision, rules.Revision);
        json.WriteString(StandingName, Standings[(int)Decide.StandingOf(policy, rules)]);
    }

    private static void WriteReference(Utf8JsonWriter json, JsonEncodedText name, DocumentReference reference)
    {
        json.WriteStartObject(name);
        json.WriteString(Id, reference.Id);
        json.WriteNumber(Version, reference.Version);
        json.WriteString(Sha256, reference.Sha256);
        json.WriteEndObject();
    }

    private static void WriteIgnored(AnswerBuffer buffer, IReadOnlyList<string> ignored)
    {
        if (ignored.Count == 0)
        {
            buffer.Bytes.Write("[]"u8);
            return;
        }

        buffer.Json.Reset();
        buffer.Json.WriteStartArray();
        foreach (var pointer in ignored)
            buffer.Json.WriteStringValue(pointer);
        buffer.Json.WriteEndArray();
        buffer.Json.Flush();
    }
}
