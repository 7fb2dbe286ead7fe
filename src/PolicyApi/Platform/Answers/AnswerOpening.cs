using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PolicyApi.Catalog;
using PolicyApi.Platform.Json;
using PolicyEngine.Policies;

namespace PolicyApi.Platform.Answers;

/// <summary>
/// Writes the members that all answers have. Except for id, subject and time, they are the same for every subject and are prepared once. The caller writes
/// the subject between <see cref="Begin"/> and <see cref="GoOn"/>, and the members of the particular kind of answer between <see cref="GoOn"/> and
/// <see cref="End"/>.
/// </summary>
internal sealed class AnswerOpening
{
    private static readonly JsonTypeInfo<DocumentReference> Reference = WireJson.Type<DocumentReference>(AnswerJson.Default);

    private readonly byte[] _toSubject;
    private readonly byte[] _toTime;
    private readonly byte[] _toMembers;

    /// <summary>Prepares the parts that are the same for every subject.</summary>
    /// <param name="documents">The members that name the documents of the answer, as JSON without the object's braces.</param>
    /// <param name="rules">The rules of the answer.</param>
    /// <param name="standing">The standing of the answer.</param>
    public AnswerOpening(string documents, RulesAt rules, Standing standing)
    {
        _toSubject = Encoding.UTF8.GetBytes($"\",{documents},\"subject\":");
        _toTime = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $",\"asOf\":\"{rules.AsOf:yyyy-MM-dd}\",\"knownAt\":\"{InstantConverter.Text(rules.KnownAt)}\",\"decidedAt\":\""));
        _toMembers = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"\",\"revision\":{rules.Revision},\"standing\":\"{JsonNamingPolicy.CamelCase.ConvertName(standing.ToString())}\","));
    }

    /// <summary>Returns a reference to a document as JSON.</summary>
    public static string Json(DocumentReference reference) => JsonSerializer.Serialize(reference, Reference);

    /// <summary>Writes everything before the subject.</summary>
    /// <param name="to">Receives it.</param>
    /// <param name="stamp">The answer's id and time.</param>
    public void Begin(IBufferWriter<byte> to, AnswerStamp stamp)
    {
        to.Write("{\"id\":\""u8);
        WireText.WriteText(to, stamp.Id);
        to.Write(_toSubject);
    }

    /// <summary>Writes what follows the subject, up to the comma before the answer's own members.</summary>
    /// <param name="to">Receives it.</param>
    /// <param name="stamp">The answer's id and time.</param>
    public void GoOn(IBufferWriter<byte> to, AnswerStamp stamp)
    {
        to.Write(_toTime);
        InstantConverter.Write(to, stamp.At);
        to.Write(_toMembers);
    }

    /// <summary>Writes the last member and ends the answer.</summary>
    /// <param name="to">Receives it.</param>
    /// <param name="ignored">The posted fields that the model does not know, as pointers.</param>
    public static void End(IBufferWriter<byte> to, IReadOnlyList<string> ignored)
    {
        to.Write(",\"ignored\":["u8);
        for (var i = 0; i < ignored.Count; i++)
        {
            to.Write(i > 0 ? ",\""u8 : "\""u8);
            WireText.WriteText(to, ignored[i]);
            to.Write("\""u8);
        }

        to.Write("]}"u8);
    }
}
