using PolicyApi.Platform.Problems;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Answers;

/// <summary>What evaluating one subject's facts came to: an answer with its record, or a refusal.</summary>
/// <param name="Utf8">The answer in JSON.</param>
/// <param name="Record">What is stored of it; <see langword="null"/> with a refusal.</param>
/// <param name="Refusal">Why there is no answer.</param>
/// <param name="Outcome">One of <see cref="AnswerOutcomes"/> or an outcome's word, for counting.</param>
internal readonly record struct Answered(ReadOnlyMemory<byte> Utf8, DecisionRecord? Record, Fault? Refusal, string Outcome)
{
    /// <summary>A refusal.</summary>
    public static Answered Refused(Fault fault) => new(default, null, fault, AnswerOutcomes.Refused);
}

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
internal delegate Answered AnswerFacts(ReadOnlyMemory<byte> facts);
