#pragma warning disable CA1065,CA1822,CA1024,MA0012,MA0150 // signatures agreed first; the bodies follow in the next commits
using PolicyEngine.Appraisals;
using PolicyEngine.Documents;

namespace PolicyEngine.Policies;

/// <summary>Reads the text of any document.</summary>
public static class DocumentReader
{
    /// <summary>Reads a document and checks everything that can be checked without other documents.</summary>
    /// <param name="utf8">JSON text in UTF-8.</param>
    public static DocumentReading Read(ReadOnlyMemory<byte> utf8) => throw new NotSupportedException($"{utf8.Length}");
}

/// <summary>A document, if its text has no error, and everything found on the way.</summary>
/// <param name="Document">The document; <see langword="null"/> when there is an error.</param>
/// <param name="Diagnostics">Errors and warnings in document order.</param>
public sealed record DocumentReading(Document? Document, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>A document at a version number.</summary>
/// <param name="Document">The content.</param>
/// <param name="Version">1-based number within the document's history.</param>
public sealed record VersionedDocument(Document Document, int Version);

/// <summary>Which version of which document a result stands on.</summary>
/// <param name="Id">The document's id.</param>
/// <param name="Version">Its version number.</param>
/// <param name="Sha256">The hash of its canonical content.</param>
public sealed record DocumentReference(string Id, int Version, string Sha256);

/// <summary>An immutable set of documents compiled together: what is in force at one moment.</summary>
public sealed class PolicySet
{
    /// <summary>Compiles documents against each other.</summary>
    /// <param name="documents">At most one version of each document.</param>
    /// <param name="reuse">A set whose compiled parts are taken over where nothing they stand on has changed.</param>
    /// <param name="diagnostics">What is wrong between or inside the documents, by document; empty lists are left out.</param>
    public static PolicySet Compile(
        IReadOnlyCollection<VersionedDocument> documents,
        PolicySet? reuse,
        out IReadOnlyDictionary<VersionedDocument, IReadOnlyList<Diagnostic>> diagnostics) => throw new NotSupportedException($"{documents?.Count}");

    /// <summary>The compiled policy of that id, or <see langword="null"/> when the set has none, or none that compiles.</summary>
    public CompiledPolicy? FindPolicy(string id) => throw new NotSupportedException(id);

    /// <summary>The compiled scheme of that id, or <see langword="null"/> when the set has none, or none that compiles.</summary>
    public CompiledScheme? FindScheme(string id) => throw new NotSupportedException(id);
}

/// <summary>What is wrong with posted facts, or what was ignored in them.</summary>
/// <param name="Faults">Why the facts were refused; empty when they were taken.</param>
/// <param name="Ignored">Pointers of the members that the model does not know, at most 100.</param>
/// <param name="Subject">The person's id, when it could be read.</param>
public sealed record FactsReport(IReadOnlyList<Diagnostic> Faults, IReadOnlyList<string> Ignored, string? Subject);

/// <summary>One policy ready to decide. Safe for concurrent use.</summary>
public sealed class CompiledPolicy
{
    /// <summary>The policy's version.</summary>
    public DocumentReference Policy => throw new NotSupportedException();

    /// <summary>The fact model's version.</summary>
    public DocumentReference Model => throw new NotSupportedException();

    /// <summary>The kind of the policy.</summary>
    public DocumentKind Kind => throw new NotSupportedException();

    /// <summary>Decides on one subject. A weighting policy answers with <see cref="PolicyDecision.Scores"/>, the others with <see cref="PolicyDecision.Result"/>.</summary>
    /// <param name="facts">One JSON object in UTF-8.</param>
    public PolicyDecision Decide(ReadOnlyMemory<byte> facts) => throw new NotSupportedException("" + facts.Length);
}

/// <summary>The answer of one policy on one subject.</summary>
/// <param name="Facts">What was wrong with the facts; when it has faults there is no answer.</param>
/// <param name="Result">The answer of a promotion, training or reward policy.</param>
/// <param name="Scores">The answer of a weighting policy.</param>
public sealed record PolicyDecision(FactsReport Facts, PolicyResult? Result, WeightingResult? Scores);

/// <summary>A scheme ready to appraise. Safe for concurrent use.</summary>
public sealed class CompiledScheme
{
    /// <summary>The scheme's version.</summary>
    public DocumentReference Scheme => throw new NotSupportedException();

    /// <summary>The fact model's version.</summary>
    public DocumentReference Model => throw new NotSupportedException();

    /// <summary>The policies' versions: weighting, promotion, training, reward, as far as the scheme has them.</summary>
    public IReadOnlyList<DocumentReference> Policies => throw new NotSupportedException();

    /// <summary>The id of the report template, when the scheme names one.</summary>
    public string? Template => throw new NotSupportedException();

    /// <summary>Appraises one subject.</summary>
    /// <param name="facts">One JSON object in UTF-8.</param>
    public SchemeAppraisal Appraise(ReadOnlyMemory<byte> facts) => throw new NotSupportedException("" + facts.Length);
}

/// <summary>The answer of a scheme on one subject.</summary>
/// <param name="Facts">What was wrong with the facts; when it has faults there is no answer.</param>
/// <param name="Result">The appraisal.</param>
public sealed record SchemeAppraisal(FactsReport Facts, AppraisalResult? Result);
