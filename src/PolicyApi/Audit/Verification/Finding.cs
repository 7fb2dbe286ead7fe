namespace PolicyApi.Audit.Verification;

/// <summary>Something in the store that is not as it was written.</summary>
/// <param name="Where">The place, such as <c>journal</c>, <c>contents</c> or <c>decisions 2026-11</c>.</param>
/// <param name="What">What is wrong.</param>
public sealed record Finding(string Where, string What);

/// <summary>The result of verifying a store.</summary>
/// <param name="Entries">The number of journal entries read.</param>
/// <param name="Contents">The number of contents of documents read.</param>
/// <param name="Seals">The number of seals read.</param>
/// <param name="Decisions">The number of stored answers read.</param>
/// <param name="Keys">The number of API keys read.</param>
/// <param name="Heads">The number of signed heads with which the store was compared.</param>
/// <param name="Findings">Everything that is wrong; empty if nothing was found.</param>
public sealed record VerificationReport(long Entries, long Contents, long Seals, long Decisions, long Keys, int Heads, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether nothing was found.</summary>
    public bool IsIntact => Findings.Count == 0;
}
