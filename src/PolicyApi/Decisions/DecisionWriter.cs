using System.Buffers;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Json;
using PolicyEngine.Policies;

namespace PolicyApi.Decisions;

/// <summary>Writes a decision by rules directly, without creating objects for it: the same bytes as serializing a <see cref="Decision"/>.</summary>
internal static class DecisionWriter
{
    /// <summary>Writes a decision: one JSON object in UTF-8.</summary>
    /// <param name="to">Receives the decision.</param>
    /// <param name="policy">The policy that decided.</param>
    /// <param name="rules">The rules in force, of which the policy is a part.</param>
    /// <param name="stamp">The decision's id and time.</param>
    /// <param name="answer">The answer of the policy, to facts without faults.</param>
    public static void Write(IBufferWriter<byte> to, CompiledPolicy policy, RulesAt rules, AnswerStamp stamp, PolicyAnswer answer)
    {
        var opening = rules.Once(policy, static (p, r) => Opening((CompiledPolicy)p, r));
        opening.Begin(to, stamp);
        to.Write("\""u8);
        WireText.WriteText(to, answer.Facts.Subject!);
        to.Write("\""u8);
        opening.GoOn(to, stamp);
        answer.WriteMembers(to);
        AnswerOpening.End(to, answer.Facts.Ignored);
    }

    private static AnswerOpening Opening(CompiledPolicy policy, RulesAt rules) =>
        new($"\"policy\":{AnswerOpening.Json(policy.Policy)},\"model\":{AnswerOpening.Json(policy.Model)}", rules, Decide.StandingOf(policy, rules));
}
