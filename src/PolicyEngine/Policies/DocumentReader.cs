using PolicyEngine.Documents;
using PolicyEngine.Facts;

namespace PolicyEngine.Policies;

/// <summary>Reads the text of a document of any kind.</summary>
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

    /// <summary>Returns the word for a kind in the <c>kind</c> member of documents.</summary>
    public static string WordOf(DocumentKind kind) => Kinds.First(k => k.Value == kind).Key;

    /// <summary>Reads a document under the default limits; see <see cref="Read(ReadOnlyMemory{byte}, EngineLimits)"/>.</summary>
    /// <param name="utf8">JSON text in UTF-8.</param>
    public static DocumentReading Read(ReadOnlyMemory<byte> utf8) => Read(utf8, EngineLimits.Default);

    /// <summary>
    /// Reads a document that was accepted before, under the widest limits. Today's limits apply to new texts only, so that an accepted version stays readable
    /// and its decisions can be repeated for ever.
    /// </summary>
    /// <param name="utf8">JSON text in UTF-8.</param>
    public static DocumentReading ReadAccepted(ReadOnlyMemory<byte> utf8) => Read(utf8, EngineLimits.Accepted);

    /// <summary>Reads a document and checks everything that can be checked without other documents.</summary>
    /// <param name="utf8">JSON text in UTF-8.</param>
    /// <param name="limits">The limits on the text. They also apply when the document is compiled.</param>
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

        // The content is read even if the header is wrong, so that every fault is reported. The resulting document is then dropped.
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

    // Someone who reads a version over HTTP and sends the whole answer back with one value changed would otherwise get a fault for every member around the
    // content, with the advice to remove it. The members are looked up in the node rather than through the reader, which would then take them as known; no
    // document has them.
    private static SourceNode? AnswerAround(SourceNode root) => root["sha256"] is not null && root["version"] is not null ? root["content"] : null;
}

/// <summary>The result of reading a document's text.</summary>
/// <param name="Document">The document; <see langword="null"/> when there is an error.</param>
/// <param name="Diagnostics">Errors and warnings in document order.</param>
public sealed record DocumentReading(Document? Document, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>
    /// The part of the document that could be read in spite of errors; <see langword="null"/> if there is none. It must not be stored. Compiling it with the
    /// other documents also reports the errors in its expressions, so that the author sees all of them at once.
    /// </summary>
    public Document? AsFarAsRead { get; init; }
}
