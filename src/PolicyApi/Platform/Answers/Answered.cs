using PolicyApi.Platform.Problems;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Answers;

/// <summary>What evaluating one subject's facts came to: an answer with its record, or a refusal.</summary>
/// <param name="Utf8">The answer in JSON.</param>
/// <param name="Record">What is stored of it; <see langword="null"/> with a refusal.</param>
/// <param name="Refusal">Why there is no answer.</param>
internal readonly record struct Answered(ReadOnlyMemory<byte> Utf8, DecisionRecord? Record, Fault? Refusal)
{
    /// <summary>A refusal.</summary>
    public static Answered Refused(Fault fault) => new(default, null, fault);
}

/// <summary>Answers one subject: pure but for the new id and the time.</summary>
/// <param name="facts">One JSON object in UTF-8.</param>
internal delegate Answered AnswerFacts(ReadOnlyMemory<byte> facts);
