using System.Buffers;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Json;
using PolicyEngine.Policies;

namespace PolicyApi.Appraisals;

/// <summary>Writes an appraisal without making objects of its rules first: the same bytes as serialising an <see cref="Appraisal"/>.</summary>
internal static class AppraisalWriter
{
    /// <summary>Writes an appraisal: one JSON object in UTF-8.</summary>
    /// <param name="to">Takes it.</param>
    /// <param name="scheme">The scheme that appraised.</param>
    /// <param name="rules">The rules it stands in.</param>
    /// <param name="stamp">The appraisal's id and time.</param>
    /// <param name="answer">What the scheme came to; the facts were taken.</param>
    public static void Write(IBufferWriter<byte> to, CompiledScheme scheme, RulesAt rules, AnswerStamp stamp, SchemeAnswer answer)
    {
        rules.Once(scheme, static (s, r) => new AppraisalOpening((CompiledScheme)s, r)).Write(to, stamp, answer.Subject!);
        answer.WriteMembers(to);
        to.Write(",\"ignored\":["u8);
        for (var i = 0; i < answer.Facts.Ignored.Count; i++)
        {
            to.Write(i > 0 ? ",\""u8 : "\""u8);
            WireText.WriteText(to, answer.Facts.Ignored[i]);
            to.Write("\""u8);
        }

        to.Write("]}"u8);
    }
}
