using PolicyApi.Platform.Problems;
using PolicyApi.Storage;

namespace PolicyApi.Privacy;

/// <summary>The refusal (410) for an answer that was erased; it says what remains.</summary>
internal static class ErasedAnswer
{
    /// <summary>Returns the refusal.</summary>
    /// <param name="record">A record without its body.</param>
    public static Fault Of(DecisionRecord record) => new(
        StatusCodes.Status410Gone, "erased", "The answer was erased",
        "its body and its subject were erased permanently; `remains` still proves that it was given, but it can no longer be evaluated.")
    {
        Remains = new ErasedRemains(record.Id, record.At, record.DocumentId, record.Sha256, record.ErasedAt!.Value, Replayable: false),
    };
}
