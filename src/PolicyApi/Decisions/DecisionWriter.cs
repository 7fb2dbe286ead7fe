using System.Buffers;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Json;
using PolicyEngine.Policies;

namespace PolicyApi.Decisions;

/// <summary>Writes the decision of rules without making objects of it first: the same bytes as serialising a <see cref="Decision"/>.</summary>
internal static class DecisionWriter
{
    /// <summary>Writes a decision: one JSON object in UTF-8.</summary>
    /// <param name="to">Takes it.</param>
    /// <param name="policy">The policy that decided.</param>
    /// <param name="rules">The rules it stands in.</param>
    /// <param name="stamp">The decision's id and time.</param>
    /// <param name="answer">What its rules came to; the facts were taken.</param>
    public static void Write(IBufferWriter<byte> to, CompiledPolicy policy, RulesAt rules, AnswerStamp stamp, PolicyAnswer answer)
    {
        rules.Once(policy, static (p, r) => new DecisionOpening((CompiledPolicy)p, r)).Write(to, stamp, answer.Facts.Subject!);
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
