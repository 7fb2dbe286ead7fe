namespace PolicyApi.Audit.Verification;

/// <summary>Something that is not as it was written.</summary>
/// <param name="Where">Where, such as <c>journal</c>, <c>contents</c> or <c>decisions 2026-11</c>.</param>
/// <param name="What">What is wrong.</param>
public sealed record Finding(string Where, string What);

/// <summary>The result of verifying a store.</summary>
/// <param name="Entries">Entries of the journal that were read.</param>
/// <param name="Contents">Contents of documents that were read.</param>
/// <param name="Seals">Seals that were read.</param>
/// <param name="Decisions">Stored answers that were read.</param>
/// <param name="Keys">API keys that were read.</param>
/// <param name="Heads">Signed heads with which it was compared.</param>
/// <param name="Findings">Everything that is wrong; empty when nothing was found.</param>
public sealed record VerificationReport(long Entries, long Contents, long Seals, long Decisions, long Keys, int Heads, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether nothing was found.</summary>
    public bool IsIntact => Findings.Count == 0;
}
