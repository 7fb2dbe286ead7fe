using PolicyApi.Platform.Json;

namespace PolicyApi.Platform.Answers.Verifying;

/// <summary>How a stored answer compares with the result of evaluating it again.</summary>
public enum VerificationResult
{
    /// <summary>Byte for byte the same.</summary>
    Same,

    /// <summary>Something differs: <c>differences</c> says where.</summary>
    Different,

    /// <summary>The answer cannot be evaluated again: <c>reason</c> says why.</summary>
    NotPossible,
}

/// <summary>The verification of a stored answer: its facts were evaluated again with its versions, as known then.</summary>
/// <param name="Id">The answer's id.</param>
/// <param name="Result">How it compares.</param>
/// <param name="StoredSha256">The hash of the stored record, which the store has checked against its bytes; left out if the caller may not see personal data.</param>
/// <param name="Sha256">The hash of the record as it would be stored now; left out if it cannot be verified, or if the caller may not see personal data.</param>
/// <param name="Differences">Where the two differ, at most 100 places; left out when they do not.</param>
/// <param name="Reason">Why it cannot be verified.</param>
public sealed record AnswerVerification(
    string Id,
    VerificationResult Result,
    string? StoredSha256,
    string? Sha256 = null,
    IReadOnlyList<AnswerDifference>? Differences = null,
    string? Reason = null);

/// <summary>One place in which two answers differ.</summary>
/// <param name="Pointer">RFC 6901 pointer into the record.</param>
/// <param name="Stored">The stored value; left out if there is none, or if the caller may not see personal data.</param>
/// <param name="Now">The value as computed now; left out if there is none, or if the caller may not see personal data.</param>
public sealed record AnswerDifference(string Pointer, RawJson? Stored = null, RawJson? Now = null);

/// <summary>What a range of stored answers came to.</summary>
/// <param name="Checked">How many were asked again.</param>
/// <param name="Same">How many are the same.</param>
/// <param name="Different">How many differ.</param>
/// <param name="NotPossible">How many cannot be asked again.</param>
/// <param name="Next">Give it as <c>after</c> to go on; left out at the end of the range.</param>
public sealed record VerificationSummary(int Checked, int Same, int Different, int NotPossible, string? Next = null);
