using Microsoft.Extensions.Options;
using PolicyApi.Catalog;
using PolicyApi.Observability;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Templates;
using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Testing;

namespace PolicyApi.Documents;

/// <summary>The result of checking a posted document.</summary>
/// <param name="Document">The document; <see langword="null"/> if it has errors.</param>
/// <param name="Entries">All errors and warnings.</param>
internal sealed record CheckedDocument(Document? Document, IReadOnlyList<ProblemEntry> Entries)
{
    /// <summary>Returns the document.</summary>
    /// <exception cref="FaultException">The document has errors.</exception>
    public Document Require() => Document ?? throw new FaultException(DiagnosticFaults.DocumentInvalid(Entries));
}

/// <summary>Checks a posted document by itself, and compiled together with the other documents in force today, in place of its own version in force.</summary>
/// <param name="catalog">The catalogue, with the documents in force.</param>
/// <param name="metrics">Counts refused expressions.</param>
/// <param name="limits">The limits of a posted document. The documents that it is compiled with were accepted before and are not checked against them
/// again.</param>
internal sealed class DocumentCheck(PolicyCatalog catalog, ServiceMetrics metrics, IOptions<EngineLimits> limits)
{
    /// <summary>Reads and compiles a posted document.</summary>
    /// <param name="route">The section to which it was posted.</param>
    /// <param name="utf8">The body.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<CheckedDocument> CheckAsync(SectionRoute route, ReadOnlyMemory<byte> utf8, CancellationToken cancellation)
    {
        var reading = DocumentReader.Read(utf8, limits.Value);
        List<ProblemEntry> entries = [.. reading.Diagnostics.Select(d => ProblemEntry.From(d))];
        if (reading.AsFarAsRead is not { } document)
            return new CheckedDocument(null, entries);
        if (document.Section != route.Section)
            entries.Add(WrongSection(route, document));
        else
            entries.AddRange(await CompileAsync(document, cancellation));
        foreach (var refused in entries.Where(e => e is { Severity: DiagnosticSeverity.Error, Offset: not null }))
            metrics.RefusedExpression(refused.Code);
        return new CheckedDocument(
            entries.Exists(e => e.Severity == DiagnosticSeverity.Error) ? null : document, [.. entries.OrderBy(e => e.Line ?? 0).ThenBy(e => e.Column ?? 0)]);
    }

    private static ProblemEntry WrongSection(SectionRoute route, Document document) => new(
        "kind-not-here", DiagnosticSeverity.Error, "/kind",
        $"`/v1/{route.Name}` takes {string.Join(", ", route.Kinds.Select(k => $"`{k}`"))}; `{document.Id}` belongs to another path");

    private async Task<IEnumerable<ProblemEntry>> CompileAsync(Document document, CancellationToken cancellation)
    {
        var current = await catalog.GetCurrentSetAsync(cancellation);
        var posted = new VersionedDocument(document, NextVersion(document));
        var documents = await BesideAsync(current, document, cancellation);
        documents.Add(posted);
        var set = PolicySet.Compile(documents, current.Set, out var diagnostics);

        // Only the document's own errors prevent saving a draft: errors that it would cause in others are checked when it is published.
        IEnumerable<ProblemEntry> entries = diagnostics.TryGetValue(posted, out var own) ? own.Select(d => ProblemEntry.From(d)) : [];
        if (document is PolicyDocument && set.FindPolicy(document.Id) is { } policy)
            entries = entries.Concat(TestFactsCheck.FindFaults(policy).Select(d => ProblemEntry.From(d)));
        return document is TemplateDocument template ? entries.Concat(TemplateReader.Entries(TemplateReader.Read(template).Diagnostics)) : entries;
    }

    private int NextVersion(Document document) =>
        (catalog.Snapshot.Find(new(document.Section, document.Id))?.Versions.Length ?? 0) + 1;

    private async Task<List<VersionedDocument>> BesideAsync(SetInForce current, Document document, CancellationToken cancellation)
    {
        var beside = new List<VersionedDocument>();
        foreach (var pin in current.Documents.Where(p => p.Key != new Storage.DocumentKey(document.Section, document.Id)))
        {
            var content = await catalog.ReadContentAsync(pin.Key, pin.Version, cancellation);
            if (content is { } bytes && DocumentReader.ReadAccepted(bytes).Document is { } read)
                beside.Add(new VersionedDocument(read, pin.Version));
        }

        return beside;
    }
}
