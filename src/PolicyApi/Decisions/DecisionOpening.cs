using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Json;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Decisions;

/// <summary>The first members of a decision: all but the id, the subject and the time are the same for every subject, and are put into text once.</summary>
internal sealed class DecisionOpening
{
    private readonly byte[] _toSubject;
    private readonly byte[] _toTime;
    private readonly byte[] _toEnd;

    /// <summary>Prepares it.</summary>
    /// <param name="policy">The policy that decides.</param>
    /// <param name="rules">The rules it stands in.</param>
    public DecisionOpening(CompiledPolicy policy, RulesAt rules)
    {
        _toSubject = Encoding.UTF8.GetBytes($"\",\"policy\":{Json(policy.Policy)},\"model\":{Json(policy.Model)},\"subject\":\"");
        _toTime = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"\",\"asOf\":\"{rules.AsOf:yyyy-MM-dd}\",\"knownAt\":\"{InstantConverter.Text(rules.KnownAt)}\",\"decidedAt\":\""));
        _toEnd = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"\",\"revision\":{rules.Revision},\"standing\":\"{JsonNamingPolicy.CamelCase.ConvertName(Decide.StandingOf(policy, rules).ToString())}\","));
    }

    /// <summary>Writes it, up to the comma before the next member.</summary>
    /// <param name="to">Takes it.</param>
    /// <param name="stamp">The decision's id and time.</param>
    /// <param name="subject">The person's id.</param>
    public void Write(IBufferWriter<byte> to, AnswerStamp stamp, string subject)
    {
        to.Write("{\"id\":\""u8);
        WireText.WriteText(to, stamp.Id);
        to.Write(_toSubject);
        WireText.WriteText(to, subject);
        to.Write(_toTime);
        InstantConverter.Write(to, stamp.At);
        to.Write(_toEnd);
    }

    private static string Json(DocumentReference reference) => JsonSerializer.Serialize(reference, WireJson.Options.TypeInfo<DocumentReference>());
}
