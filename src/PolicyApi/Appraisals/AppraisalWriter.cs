using System.Buffers;
using System.Text.Json.Serialization.Metadata;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Json;
using PolicyEngine.Appraisals;
using PolicyEngine.Policies;

namespace PolicyApi.Appraisals;

/// <summary>Writes an appraisal directly, without creating objects for its rules: the same bytes as serializing an <see cref="Appraisal"/>.</summary>
internal static class AppraisalWriter
{
    private static readonly JsonTypeInfo<AppraisalSubject> SubjectType = WireJson.Type<AppraisalSubject>(AppraisalJson.Default);

    /// <summary>Writes an appraisal: one JSON object in UTF-8.</summary>
    /// <param name="to">Receives the appraisal.</param>
    /// <param name="scheme">The scheme that appraised.</param>
    /// <param name="rules">The rules in force, of which the scheme is a part.</param>
    /// <param name="stamp">The appraisal's id and time.</param>
    /// <param name="answer">The answer of the scheme, to facts without faults.</param>
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
