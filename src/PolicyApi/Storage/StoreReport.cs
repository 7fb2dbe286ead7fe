namespace PolicyApi.Storage;

/// <summary>The result of inspecting a store.</summary>
/// <param name="Counts">What was checked, one line for each part.</param>
/// <param name="Problems">What is wrong and where, one line each; empty if nothing is wrong.</param>
public sealed record StoreReport(IReadOnlyList<string> Counts, IReadOnlyList<string> Problems);
