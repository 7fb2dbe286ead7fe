using PolicyEngine.Documents;

namespace PolicyEngine.Facts;

/// <summary>Facts as read.</summary>
/// <param name="Facts">The instance of the model's type; complete only without faults.</param>
/// <param name="Sections">The instances of the requested sections; <see langword="null"/> where one was not posted.</param>
/// <param name="Faults">Everything wrong, in the order of the text; at most <see cref="FactsReader.MaxFaults"/>.</param>
/// <param name="Ignored">Pointers of unknown members; at most <see cref="FactsReader.MaxIgnored"/>.</param>
public sealed record PostedFacts(
    FactObject Facts, IReadOnlyList<FactObject?> Sections, IReadOnlyList<Diagnostic> Faults, IReadOnlyList<string> Ignored);
