using PolicyEngine.Documents;
using PolicyEngine.Facts;

namespace PolicyEngine.Policies;

/// <summary>Reads the text of any document.</summary>
public static class DocumentReader
{
    private static readonly Dictionary<string, DocumentKind> Kinds = new(StringComparer.Ordinal)
    {
        ["fact-model"] = DocumentKind.FactModel,
        ["kpi-weighting"] = DocumentKind.KpiWeighting,
        ["promotion-eligibility"] = DocumentKind.PromotionEligibility,
        ["training-trigger"] = DocumentKind.TrainingTrigger,
        ["reward"] = DocumentKind.Reward,
        ["scheme"] = DocumentKind.Scheme,
        ["report-template"] = DocumentKind.ReportTemplate,
    };

    /// <summary>The word that documents use for a kind.</summary>
    public static string WordOf(DocumentKind kind) => Kinds.First(k => k.Value == kind).Key;

    /// <summary>The kind that a word stands for, or <see langword="null"/>.</summary>
    public static DocumentKind? KindOf(string word) => Kinds.TryGetValue(word, out var kind) ? kind : null;

    /// <summary>Reads a document by the default limits: <see cref="Read(ReadOnlyMemory{byte}, EngineLimits)"/>.</summary>
    /// <param name="utf8">JSON text in UTF-8.</param>
    public static DocumentReading Read(ReadOnlyMemory<byte> utf8) => Read(utf8, EngineLimits.Default);

    /// <summary>
    /// Reads a document again that was accepted before, by the widest limits there are: those of today judge new texts, and
    /// what was decided by an accepted version can be decided again for ever.
    /// </summary>
    /// <param name="utf8">JSON text in UTF-8.</param>
    public static DocumentReading ReadAccepted(ReadOnlyMemory<byte> utf8) => Read(utf8, EngineLimits.Accepted);

    /// <summary>Reads a document and checks everything that can be checked without other documents.</summary>
    /// <param name="utf8">JSON text in UTF-8.</param>
    /// <param name="limits">What the text may hold; the document is compiled by the same.</param>
    public static DocumentReading Read(ReadOnlyMemory<byte> utf8, EngineLimits limits)
    {
        var diagnostics = new DiagnosticBag(limits);
        var document = SourceReader.Read(utf8, diagnostics) is { } root && ObjectReader.Open(root, diagnostics) is { } reader
            ? Read(reader) is { } read ? read with { Limits = limits, IsPartial = diagnostics.HasErrors } : null
            : null;
        return new DocumentReading(diagnostics.HasErrors ? null : document, diagnostics.ToList()) { AsFarAsRead = document };
    }

    private static Document? Read(ObjectReader reader)
    {
        if (AnswerAround(reader.Node) is { } content)
        {
            reader.Diagnostics.Error(content, "unknown-member", "this is an answer about a document, not the document; send what stands in its member `content`, and nothing around it");
            return null;
        }

        reader.OptionalText("$schema");
        var kind = reader.Word("kind", Kinds);
        var (id, title) = (reader.Id("id"), reader.Localized("title"));
        if (kind is not { } known)
            return null;

        // The content is read even when the header is wrong, so that every fault shows; what comes out is then dropped.
        var canonical = reader.Diagnostics.HasErrors ? [] : CanonicalJson.Write(reader.Node);
        var header = new DocumentHeader(known, id ?? string.Empty, title ?? new LocalizedText("?", "?"), canonical, CanonicalJson.Hash(canonical));
        return known switch
        {
            DocumentKind.FactModel => FactModelReader.Read(reader, header),
            DocumentKind.Scheme => SchemeDocument.Read(reader, header),
            DocumentKind.ReportTemplate => TemplateDocument.Read(reader, header),
            _ => PolicyReader.Read(reader, header),
        };
    }

    // Who reads a version over HTTP and sends it in again with one value changed would hear of every member around the content, and be told to remove that.
    // The reader is not asked: what it is asked for counts as known, and a document knows none of these.
    private static SourceNode? AnswerAround(SourceNode root) => root["sha256"] is not null && root["version"] is not null ? root["content"] : null;
}

/// <summary>A document, if its text has no error, and everything found on the way.</summary>
/// <param name="Document">The document; <see langword="null"/> when there is an error.</param>
/// <param name="Diagnostics">Errors and warnings in document order.</param>
public sealed record DocumentReading(Document? Document, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>
    /// What could be read in spite of errors; <see langword="null"/> when that is nothing. It must not be stored, but compiled
    /// with the others it shows the errors in its expressions too, so that an author sees all of them at once.
    /// </summary>
    public Document? AsFarAsRead { get; init; }
}
