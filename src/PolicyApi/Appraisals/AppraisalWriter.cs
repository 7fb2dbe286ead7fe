using System.Buffers;
using System.Text.Json.Serialization.Metadata;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Json;
using PolicyEngine.Appraisals;
using PolicyEngine.Policies;

namespace PolicyApi.Appraisals;

/// <summary>Writes an appraisal without making objects of its rules first: the same bytes as serialising an <see cref="Appraisal"/>.</summary>
internal static class AppraisalWriter
{
    private static readonly JsonTypeInfo<AppraisalSubject> SubjectType = WireJson.Type<AppraisalSubject>(AppraisalJson.Default);

    /// <summary>Writes an appraisal: one JSON object in UTF-8.</summary>
    /// <param name="to">Takes it.</param>
    /// <param name="scheme">The scheme that appraised.</param>
    /// <param name="rules">The rules it stands in.</param>
    /// <param name="stamp">The appraisal's id and time.</param>
    /// <param name="answer">What the scheme came to; the facts were taken.</param>
    public static void Write(IBufferWriter<byte> to, CompiledScheme scheme, RulesAt rules, AnswerStamp stamp, SchemeAnswer answer)
    {
        var opening = rules.Once(scheme, static (s, r) => Opening((CompiledScheme)s, r));
        opening.Begin(to, stamp);
        WireText.Write(to, answer.Subject!, SubjectType);
        opening.GoOn(to, stamp);
        answer.WriteMembers(to);
        AnswerOpening.End(to, answer.Facts.Ignored);
    }

    private static AnswerOpening Opening(CompiledScheme scheme, RulesAt rules) => new(
        $"\"scheme\":{AnswerOpening.Json(scheme.Scheme)},\"model\":{AnswerOpening.Json(scheme.Model)},\"policies\":[{string.Join(',', scheme.Policies.Select(AnswerOpening.Json))}]",
        rules,
        Appraise.StandingOf(scheme, rules));
}
