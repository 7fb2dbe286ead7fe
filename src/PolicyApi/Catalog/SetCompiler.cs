using PolicyApi.Catalog.Force;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Catalog;

/// <summary>Compiles documents into a set: the signature of <see cref="PolicySet.Compile"/>.</summary>
internal delegate PolicySet CompileDocuments(
    IReadOnlyCollection<VersionedDocument> documents,
    PolicySet? reuse,
    out IReadOnlyDictionary<VersionedDocument, IReadOnlyList<Diagnostic>> diagnostics);

/// <summary>Says what speaks against versions that are to come into force as part of a set that compiles, such as <see cref="ReferenceGate.FindProblemsAsync"/>.</summary>
internal delegate Task<IReadOnlyList<DocumentProblems>> ContentGate(
    PolicySet set, IReadOnlyList<DocumentPin> pins, IReadOnlyCollection<VersionKey> versions, CancellationToken cancellationToken);

/// <summary>The things the catalogue asks of the engine. A seam, so that the catalogue's own rules can be tested without policies.</summary>
/// <param name="Read">Reads a stored content, whatever the limits of today are.</param>
/// <param name="Compile">Compiles a set.</param>
/// <param name="Gates">What versions have to pass before they come into force, beside compiling.</param>
internal sealed record SetCompiler(Func<ReadOnlyMemory<byte>, DocumentReading> Read, CompileDocuments Compile, IReadOnlyList<ContentGate> Gates)
{
    /// <summary>The engine itself: policies have to pass their own tests, and to agree with RulesEngine.</summary>
    /// <param name="tests">What the tests have to show.</param>
    /// <param name="time">Measures how long a mutation score takes.</param>
    public static SetCompiler Engine(PolicyTestOptions tests, TimeProvider time) =>
        new(DocumentReader.ReadAccepted, PolicySet.Compile, [new TestGate(tests, time).FindProblemsAsync, ReferenceGate.FindProblemsAsync]);
}
