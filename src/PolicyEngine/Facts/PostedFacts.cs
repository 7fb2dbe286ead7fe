using PolicyEngine.Documents;

namespace PolicyEngine.Facts;

/// <summary>Posted facts after reading.</summary>
/// <param name="Facts">The instance of the model's type; complete only when there is no fault.</param>
/// <param name="Sections">The instances of the requested sections; <see langword="null"/> for each section that was not posted.</param>
/// <param name="Faults">Every fault, in the order of the text; at most <see cref="FactsReader.MaxFaults"/>.</param>
/// <param name="Ignored">The pointers of unknown members; at most <see cref="FactsReader.MaxIgnored"/>.</param>
public sealed record PostedFacts(
    FactObject Facts, IReadOnlyList<FactObject?> Sections, IReadOnlyList<Diagnostic> Faults, IReadOnlyList<string> Ignored);
