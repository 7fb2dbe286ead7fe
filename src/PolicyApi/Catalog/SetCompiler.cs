using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Catalog;

/// <summary>Compiles documents into a set: the signature of <see cref="PolicySet.Compile"/>.</summary>
internal delegate PolicySet CompileDocuments(
    IReadOnlyCollection<VersionedDocument> documents,
    PolicySet? reuse,
    out IReadOnlyDictionary<VersionedDocument, IReadOnlyList<Diagnostic>> diagnostics);

/// <summary>Compares what is published with RulesEngine: the signature of <see cref="ReferenceGate.FindProblemsAsync"/>.</summary>
internal delegate Task<IReadOnlyList<DocumentProblems>> CompareWithReference(
    PolicySet set, IReadOnlyList<DocumentPin> pins, IReadOnlyCollection<VersionKey> versions, CancellationToken cancellationToken);

/// <summary>The things the catalogue asks of the engine. A seam, so that the catalogue's own rules can be tested without policies.</summary>
/// <param name="Read">Reads a stored content.</param>
/// <param name="Compile">Compiles a set.</param>
/// <param name="Compare">Compares policies with RulesEngine before they are published.</param>
internal sealed record SetCompiler(Func<ReadOnlyMemory<byte>, DocumentReading> Read, CompileDocuments Compile, CompareWithReference Compare)
{
    public static SetCompiler Engine { get; } = new(DocumentReader.Read, PolicySet.Compile, ReferenceGate.FindProblemsAsync);
}
