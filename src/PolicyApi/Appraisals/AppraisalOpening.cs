using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Json;
using PolicyEngine.Appraisals;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Appraisals;

/// <summary>The first members of an appraisal: all but the id, the subject and the time are the same for every subject, and are put into text once.</summary>
internal sealed class AppraisalOpening
{
    private readonly byte[] _toSubject;
    private readonly byte[] _toTime;
    private readonly byte[] _toEnd;

    /// <summary>Prepares it.</summary>
    /// <param name="scheme">The scheme that appraises.</param>
    /// <param name="rules">The rules it stands in.</param>
    public AppraisalOpening(CompiledScheme scheme, RulesAt rules)
    {
        var policies = string.Join(',', scheme.Policies.Select(Json));
        _toSubject = Encoding.UTF8.GetBytes($"\",\"scheme\":{Json(scheme.Scheme)},\"model\":{Json(scheme.Model)},\"policies\":[{policies}],\"subject\":");
        _toTime = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $",\"asOf\":\"{rules.AsOf:yyyy-MM-dd}\",\"knownAt\":\"{InstantConverter.Text(rules.KnownAt)}\",\"decidedAt\":\""));
        _toEnd = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"\",\"revision\":{rules.Revision},\"standing\":\"{JsonNamingPolicy.CamelCase.ConvertName(Appraise.StandingOf(scheme, rules).ToString())}\","));
    }

    /// <summary>Writes it, up to the comma before the next member.</summary>
    /// <param name="to">Takes it.</param>
    /// <param name="stamp">The appraisal's id and time.</param>
    /// <param name="subject">The person and the period.</param>
    public void Write(IBufferWriter<byte> to, AnswerStamp stamp, AppraisalSubject subject)
    {
        to.Write("{\"id\":\""u8);
        WireText.WriteText(to, stamp.Id);
        to.Write(_toSubject);
        WireText.Write(to, subject);
        to.Write(_toTime);
        InstantConverter.Write(to, stamp.At);
        to.Write(_toEnd);
    }

    private static string Json(DocumentReference reference) =>
        JsonSerializer.Serialize(reference, WireJson.Options.TypeInfo<DocumentReference>());
}
