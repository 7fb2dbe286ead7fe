using PolicyApi.Access;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Answers.Verifying;

/// <summary>Stored answers of one type, and how to evaluate them again.</summary>
/// <param name="Type">The type.</param>
/// <param name="References">The members that name the documents of an answer; the first is the one that was asked.</param>
/// <param name="Again">Evaluates an answer again.</param>
internal sealed record VerifiedAnswers(DecisionType Type, IReadOnlyList<(string Member, CatalogSection Section)> References, AnswerAgain Again)
{
    /// <summary>Verifies one answer. A caller who may not read personal data sees which places differ, but not the values.</summary>
    public Task<AnswerVerification> OneAsync(AnswerVerifier verifier, DecisionRecord record, Caller caller, CancellationToken cancellation) =>
        verifier.VerifyAsync(record, References, Again, caller.May(Permission.ReadPersonalData), cancellation);

    /// <summary>Verifies a range of answers.</summary>
    /// <param name="document">The id of the document whose answers to verify; <see langword="null"/> for all.</param>
    /// <param name="range">The range of times, and the maximum number.</param>
    /// <param name="caller">The caller.</param>
    /// <param name="store">The store with the answers.</param>
    /// <param name="verifier">Verifies each answer.</param>
    public RangeVerification Range(string? document, RangeQuery range, Caller caller, IPolicyStore store, AnswerVerifier verifier) =>
        new RangeVerification(store, new DecisionFilter(Type, document), range, (record, cancellation) => OneAsync(verifier, record, caller, cancellation));
}
