using System.Buffers;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Answers;

/// <summary>The result of evaluating one subject's facts: an answer, or a refusal.</summary>
/// <param name="Utf8">The answer in JSON: a part of the buffer it was written to, valid as long as that buffer.</param>
/// <param name="Head">Identifies the answer in the store; <see langword="null"/> for a refusal.</param>
/// <param name="Refusal">Why there is no answer; <see langword="null"/> if there is one.</param>
/// <param name="Outcome">The label under which metrics count the answer: the outcome, or one of <see cref="AnswerOutcomes"/>.</param>
internal readonly record struct Answered(ReadOnlyMemory<byte> Utf8, AnswerHead? Head, Fault? Refusal, string Outcome)
{
    /// <summary>Creates the result for a refusal.</summary>
    public static Answered Refused(Fault fault) => new(default, null, fault, AnswerOutcomes.Refused);

    /// <summary>Creates the record of the answer. Call it only if the record is stored: hashing it costs more than deciding.</summary>
    /// <param name="facts">The facts of the answer.</param>
    /// <exception cref="InvalidOperationException">This is a refusal.</exception>
    public DecisionRecord ToRecord(ReadOnlyMemory<byte> facts) =>
        AnswerRecords.Create(Head ?? throw new InvalidOperationException("a refusal has no record"), Utf8.Span, facts);
}

/// <summary>Identifies an answer in the store.</summary>
/// <param name="Type">Decision or appraisal.</param>
/// <param name="Stamp">Its id and time.</param>
/// <param name="DocumentId">The policy or scheme that answered.</param>
/// <param name="Subject">The person's id.</param>
internal sealed record AnswerHead(DecisionType Type, AnswerStamp Stamp, string DocumentId, string Subject);

/// <summary>The labels under which metrics count answers without an outcome of their own, such as scores.</summary>
internal static class AnswerOutcomes
{
    /// <summary>The facts were refused.</summary>
    public const string Refused = "refused";

    /// <summary>Answered in full.</summary>
    public const string Complete = "complete";

    /// <summary>Answered as far as the facts allowed.</summary>
    public const string Undetermined = "undetermined";
}

/// <summary>Answers one subject: pure except for the new id and the time.</summary>
/// <param name="facts">One JSON object in UTF-8.</param>
/// <param name="to">The answer is appended here; nothing is appended for a refusal.</param>
internal delegate Answered AnswerFacts(ReadOnlyMemory<byte> facts, ArrayBufferWriter<byte> to);
