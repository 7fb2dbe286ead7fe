using PolicyApi.Access;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Answers.Verifying;

/// <summary>Stored answers of one type, and how they are asked again.</summary>
/// <param name="Type">The type.</param>
/// <param name="References">The members that name the documents an answer stands on; the first is the one it was asked of.</param>
/// <param name="Again">Answers again.</param>
internal sealed record VerifiedAnswers(DecisionType Type, IReadOnlyList<(string Member, CatalogSection Section)> References, AnswerAgain Again)
{
    /// <summary>Verifies one of them. Who may not see personal data is told where it differs, and not how.</summary>
    public Task<AnswerVerification> OneAsync(AnswerVerifier verifier, DecisionRecord record, Caller caller, CancellationToken cancellation) =>
        verifier.VerifyAsync(record, References, Again, caller.May(Permission.ReadPersonalData), cancellation);

    /// <summary>Verifies a range of them.</summary>
    /// <param name="document">Only those by this document; <see langword="null"/> for all.</param>
    /// <param name="range">From when to when, and how many.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="store">Has the answers.</param>
    /// <param name="verifier">Asks again.</param>
    public RangeVerification Range(string? document, RangeQuery range, Caller caller, IPolicyStore store, AnswerVerifier verifier) =>
        new RangeVerification(store, new DecisionFilter(Type, document), range, (record, cancellation) => OneAsync(verifier, record, caller, cancellation));
}
