using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Catalog;

/// <summary>Compiles documents into a set: the signature of <see cref="PolicySet.Compile"/>.</summary>
internal delegate PolicySet CompileDocuments(
    IReadOnlyCollection<VersionedDocument> documents,
    PolicySet? reuse,
    out IReadOnlyDictionary<VersionedDocument, IReadOnlyList<Diagnostic>> diagnostics);

/// <summary>The two things the catalogue asks of the engine. A seam, so that the catalogue's own rules can be tested without policies.</summary>
/// <param name="Read">Reads a stored content.</param>
/// <param name="Compile">Compiles a set.</param>
internal sealed record SetCompiler(Func<ReadOnlyMemory<byte>, DocumentReading> Read, CompileDocuments Compile)
{
    public static SetCompiler Engine { get; } = new(DocumentReader.Read, PolicySet.Compile);
}
