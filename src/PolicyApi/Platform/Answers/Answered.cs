using System.Buffers;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Answers;

/// <summary>What evaluating one subject's facts came to: an answer, or a refusal.</summary>
/// <param name="Utf8">The answer in JSON: part of what it was written to, so it is there for as long as that is.</param>
/// <param name="Head">What names the answer where it is stored; <see langword="null"/> with a refusal.</param>
/// <param name="Refusal">Why there is no answer.</param>
/// <param name="Outcome">One of <see cref="AnswerOutcomes"/> or an outcome's word, for counting.</param>
internal readonly record struct Answered(ReadOnlyMemory<byte> Utf8, AnswerHead? Head, Fault? Refusal, string Outcome)
{
    /// <summary>A refusal.</summary>
    public static Answered Refused(Fault fault) => new(default, null, fault, AnswerOutcomes.Refused);

    /// <summary>The record of an answer: made only where it is kept, because hashing it costs more than deciding.</summary>
    /// <param name="facts">The facts it was given on.</param>
    /// <exception cref="InvalidOperationException">It is a refusal.</exception>
    public DecisionRecord ToRecord(ReadOnlyMemory<byte> facts) =>
        AnswerRecords.Create(Head ?? throw new InvalidOperationException("a refusal has no record"), Utf8.Span, facts);
}

/// <summary>What names an answer where it is stored.</summary>
/// <param name="Type">Decision or appraisal.</param>
/// <param name="Stamp">Its id and time.</param>
/// <param name="DocumentId">The policy or scheme that answered.</param>
/// <param name="Subject">The person's id.</param>
internal sealed record AnswerHead(DecisionType Type, AnswerStamp Stamp, string DocumentId, string Subject);

/// <summary>How answers are counted that have no outcome of their own, such as scores.</summary>
internal static class AnswerOutcomes
{
    /// <summary>The facts were refused.</summary>
    public const string Refused = "refused";

    /// <summary>Answered in full.</summary>
    public const string Complete = "complete";

    /// <summary>Answered as far as the facts went.</summary>
    public const string Undetermined = "undetermined";
}

/// <summary>Answers one subject: pure but for the new id and the time.</summary>
/// <param name="facts">One JSON object in UTF-8.</param>
/// <param name="to">Takes the answer, after what is there; nothing with a refusal.</param>
internal delegate Answered AnswerFacts(ReadOnlyMemory<byte> facts, ArrayBufferWriter<byte> to);
