using PolicyApi.Access;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Answers.Verifying;

/// <summary>Stored answers of one type, and how to repeat them.</summary>
/// <param name="Type">The type.</param>
/// <param name="References">The members that name the documents of an answer; the first is the one that was asked.</param>
/// <param name="Again">Repeats an answer.</param>
internal sealed record VerifiedAnswers(DecisionType Type, IReadOnlyList<(string Member, CatalogSection Section)> References, AnswerAgain Again)
{
    /// <summary>Verifies one of them. A caller who may not see personal data learns where it differs, but not how.</summary>
    public Task<AnswerVerification> OneAsync(AnswerVerifier verifier, DecisionRecord record, Caller caller, CancellationToken cancellation) =>
        verifier.VerifyAsync(record, References, Again, caller.May(Permission.ReadPersonalData), cancellation);

    /// <summary>Verifies a range of them.</summary>
    /// <param name="document">Only those by this document; <see langword="null"/> for all.</param>
    /// <param name="range">The range of times, and the maximum number.</param>
    /// <param name="caller">The caller.</param>
    /// <param name="store">Contains the answers.</param>
    /// <param name="verifier">Repeats them.</param>
    public RangeVerification Range(string? document, RangeQuery range, Caller caller, IPolicyStore store, AnswerVerifier verifier) =>
        new RangeVerification(store, new DecisionFilter(Type, document), range, (record, cancellation) => OneAsync(verifier, record, caller, cancellation));
}
