using PolicyApi.Catalog.Force;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Catalog;

/// <summary>Compiles documents into a set: the signature of <see cref="PolicySet.Compile"/>.</summary>
internal delegate PolicySet CompileDocuments(
    IReadOnlyCollection<VersionedDocument> documents,
    PolicySet? reuse,
    out IReadOnlyDictionary<VersionedDocument, IReadOnlyList<Diagnostic>> diagnostics);

/// <summary>
/// Finds reasons why versions must not come into force as part of a set that compiles, such as <see cref="ReferenceGate.FindProblemsAsync"/>.
/// </summary>
internal delegate Task<IReadOnlyList<DocumentProblems>> ContentGate(
    PolicySet set, IReadOnlyList<DocumentPin> pins, IReadOnlyCollection<VersionKey> versions, CancellationToken cancellationToken);

/// <summary>What the catalogue needs from the engine. Replaceable, so that the catalogue's own rules can be tested without policies.</summary>
/// <param name="Read">Reads a stored content, which may exceed the current limits for new contents.</param>
/// <param name="Compile">Compiles a set.</param>
/// <param name="Gates">The gates that versions must pass before they come into force, in addition to compiling.</param>
internal sealed record SetCompiler(Func<ReadOnlyMemory<byte>, DocumentReading> Read, CompileDocuments Compile, IReadOnlyList<ContentGate> Gates)
{
    /// <summary>Returns the real engine; its gates require that policies pass their own tests and agree with RulesEngine.</summary>
    /// <param name="tests">The requirements for the tests.</param>
    /// <param name="time">Measures the time limit of mutation scores.</param>
    public static SetCompiler Engine(PolicyTestOptions tests, TimeProvider time) =>
        new(DocumentReader.ReadAccepted, PolicySet.Compile, [new TestGate(tests, time).FindProblemsAsync, ReferenceGate.FindProblemsAsync]);
}
