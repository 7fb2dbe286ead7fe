using PolicyEngine.Policies;

namespace PolicyApi.Catalog;

/// <summary>The documents in force at one moment, compiled. Immutable.</summary>
/// <param name="AsOf">The day (UTC).</param>
/// <param name="KnownAt">What was known then; <see langword="null"/> for what is known now.</param>
/// <param name="Documents">What is in it, by section, then by id.</param>
/// <param name="Set">The compiled set.</param>
/// <param name="Problems">What compiling found; documents without a finding are left out.</param>
public sealed record SetInForce(
    DateOnly AsOf, DateTimeOffset? KnownAt, IReadOnlyList<DocumentPin> Documents, PolicySet Set, IReadOnlyList<DocumentProblems> Problems);
