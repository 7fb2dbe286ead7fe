namespace PolicyApi.Storage;

/// <summary>What an inspection of a store has found.</summary>
/// <param name="Counts">What was checked, one line for each part.</param>
/// <param name="Problems">What is wrong and where, a line for each; none when all is well.</param>
public sealed record StoreReport(IReadOnlyList<string> Counts, IReadOnlyList<string> Problems);
