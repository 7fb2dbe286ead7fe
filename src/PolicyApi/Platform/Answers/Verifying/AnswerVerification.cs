using PolicyApi.Platform.Json;

namespace PolicyApi.Platform.Answers.Verifying;

/// <summary>
/// How a stored answer compares with the result of evaluating it again: <c>same</c>, byte for byte; <c>different</c>; or <c>notPossible</c>, if it can no
/// longer be evaluated.
/// </summary>
public enum VerificationResult
{
    /// <summary>Byte for byte the same.</summary>
    Same,

    /// <summary>Something differs: <c>differences</c> says where.</summary>
    Different,

    /// <summary>The answer cannot be evaluated again: <c>reason</c> says why.</summary>
    NotPossible,
}

/// <summary>
/// The verification of a stored answer: its facts were evaluated again with the versions it is based on, and the two records were compared. When a range is
/// verified, the last line is a summary instead: <c>checked</c>, <c>same</c>, <c>different</c> and <c>notPossible</c> (numbers of answers), and <c>next</c> if
/// older answers remain.
/// </summary>
/// <param name="Id">The answer's id.</param>
/// <param name="Result">The result of the comparison.</param>
/// <param name="StoredSha256">
/// SHA-256 of the stored record, which the store has checked against its bytes; left out if the caller may not see personal data.
/// </param>
/// <param name="Sha256">
/// SHA-256 of the record as it would be stored now; left out if the answer cannot be evaluated again, or if the caller may not see personal data.
/// </param>
/// <param name="Differences">The places in which the records differ, at most 100; left out if <c>result</c> is not <c>different</c>.</param>
/// <param name="Reason">Why the answer cannot be evaluated again; left out if <c>result</c> is not <c>notPossible</c>.</param>
public sealed record AnswerVerification(
    string Id,
    VerificationResult Result,
    string? StoredSha256,
    string? Sha256 = null,
    IReadOnlyList<AnswerDifference>? Differences = null,
    string? Reason = null);

/// <summary>One place in which the stored record and the new one differ.</summary>
/// <param name="Pointer">An RFC 6901 pointer into the record.</param>
/// <param name="Stored">The stored value; left out if there is none, or if the caller may not see personal data.</param>
/// <param name="Now">The value as computed now; left out if there is none, or if the caller may not see personal data.</param>
public sealed record AnswerDifference(string Pointer, RawJson? Stored = null, RawJson? Now = null);

/// <summary>The result of verifying a range of stored answers.</summary>
/// <param name="Checked">The number of answers that were verified.</param>
/// <param name="Same">The number of answers that are the same.</param>
/// <param name="Different">The number of answers that differ.</param>
/// <param name="NotPossible">The number of answers that cannot be evaluated again.</param>
/// <param name="Next">Pass it as <c>after</c> to verify older answers; left out at the end of the range.</param>
public sealed record VerificationSummary(int Checked, int Same, int Different, int NotPossible, string? Next = null);
