using System.Text;
using System.Text.Json;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Answers.Verifying;

/// <summary>Evaluates the facts of a stored answer again, by the rules as they were then.</summary>
/// <param name="document">The id of the policy or scheme that was asked.</param>
/// <param name="rules">The rules of the answer.</param>
/// <param name="stamp">The id and time of the answer.</param>
/// <param name="facts">The facts of the answer.</param>
/// <returns>The new answer; <see langword="null"/> if the rules no longer contain the document.</returns>
internal delegate Answered? AnswerAgain(string document, RulesAt rules, AnswerStamp stamp, ReadOnlyMemory<byte> facts);

/// <summary>Evaluates stored answers again and compares the results.</summary>
/// <param name="storedRules">Finds the rules of a stored answer.</param>
internal sealed class AnswerVerifier(StoredRules storedRules)
{
    /// <summary>Verifies one record, whose bytes the store has checked against its hash.</summary>
    /// <param name="record">The record.</param>
    /// <param name="references">The members that name the documents of the answer.</param>
    /// <param name="again">Evaluates the answer again.</param>
    /// <param name="showsValues">Whether to include differing values and hashes; someone who sees most of a record could infer the rest from its hash.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<AnswerVerification> VerifyAsync(
        DecisionRecord record, IReadOnlyList<(string Member, CatalogSection Section)> references, AnswerAgain again, bool showsValues, CancellationToken cancellation)
    {
        var verified = await CompareAsync(record, references, again, showsValues, cancellation);
        return showsValues ? verified : verified with { StoredSha256 = null, Sha256 = null };
    }

    private async Task<AnswerVerification> CompareAsync(
        DecisionRecord record, IReadOnlyList<(string Member, CatalogSection Section)> references, AnswerAgain again, bool showsValues, CancellationToken cancellation)
    {
        if (record.ErasedAt is { } erased)
            return NotPossible(record, $"its facts were erased on {erased:yyyy-MM-dd}; the hash of what was stored is still under its seal");
        using var json = JsonDocument.Parse(record.Body);
        var stored = json.RootElement;
        var (rules, lacking) = await storedRules.FindAsync(stored, references, cancellation);
        if (rules is null)
            return NotPossible(record, $"the content of `{lacking!.Key}` version {lacking.Version} is not stored here");
        var stamp = new AnswerStamp(record.Id, record.At);
        var facts = Encoding.UTF8.GetBytes(stored.GetProperty("facts").GetRawText());
        return again(record.DocumentId, rules, stamp, facts) is { Refusal: null } now
            ? Compared(record, stored, now.ToRecord(facts), showsValues)
            : NotPossible(record, "its rules no longer answer these facts; was the service replaced by one with other functions?");
    }

    private static AnswerVerification Compared(DecisionRecord record, JsonElement stored, DecisionRecord now, bool showsValues)
    {
        if (string.Equals(record.Sha256, now.Sha256, StringComparison.Ordinal))
            return new AnswerVerification(record.Id, VerificationResult.Same, record.Sha256, now.Sha256);
        using var json = JsonDocument.Parse(now.Body);
        return new AnswerVerification(
            record.Id, VerificationResult.Different, record.Sha256, now.Sha256, RecordDifferences.Find(stored, json.RootElement, showsValues));
    }

    private static AnswerVerification NotPossible(DecisionRecord record, string reason) =>
        new(record.Id, VerificationResult.NotPossible, record.Sha256, Reason: reason);
}
