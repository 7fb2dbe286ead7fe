using PolicyApi.Catalog;
using PolicyApi.Catalog.Commands;
using PolicyApi.Catalog.Force;
using PolicyApi.Platform.Content;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Platform.Seeding;

/// <summary>Fills an empty store with the documents that ship with the service, and publishes them together.</summary>
/// <param name="catalog">Says whether anything has been published.</param>
/// <param name="imports">Imports the documents.</param>
/// <param name="folders">The folders of the files.</param>
/// <param name="log">Receives a message after seeding.</param>
internal sealed partial class Seeder(PolicyCatalog catalog, ImportCommand imports, ContentFolders folders, ILogger<Seeder> log)
{
    // Early enough for any year that is still appraised.
    private static readonly DateOnly EffectiveFrom = new(2020, 1, 1);

    /// <summary>Seeds the store, unless something has been published in it. Everything or nothing is written.</summary>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="InvalidDataException">A file has errors; the message lists them.</exception>
    public async Task SeedAsync(CancellationToken cancellation)
    {
        // If replicas start at the same time on an empty store, the later import checks again what the other has written and then finds nothing to do.
        if (catalog.Snapshot.Histories.Any(h => !h.Publications.IsEmpty))
            return;
        var documents = DefaultDocuments.Policies(folders).Concat(DefaultDocuments.Templates(folders)).Select(Read).ToList();
        if (documents.Count == 0)
            return;
        var result = await imports.ImportAsync(
            new ImportRequest(documents, ImportStage.Published, EffectiveFrom, "the documents that ship with the service"), isTrial: false, IntoForce.Shipper, null, cancellation);
        if (result is CatalogResult.Refused refused)
            throw new InvalidDataException("the default documents do not fit together:" + Lines(refused.Problems.SelectMany(p => p.Diagnostics.Select(d => (p.Document.Key.ToString(), d)))));
        if (result is not CatalogResult.Imported)
            throw new InvalidDataException($"the default documents could not be published: {result}");
        Seeded(log, documents.Count, EffectiveFrom);
    }

    private static Document Read(DocumentFile file)
    {
        var reading = DocumentReader.Read(file.Utf8);
        return reading.Document
            ?? throw new InvalidDataException("a default document has errors:" + Lines(reading.Diagnostics.Select(d => (file.Name, d))));
    }

    private static string Lines(IEnumerable<(string Name, Diagnostic Diagnostic)> found) => string.Concat(found
        .Where(f => f.Diagnostic.Severity == DiagnosticSeverity.Error)
        .Select(f => $"\n  {f.Name} ({f.Diagnostic.Line},{f.Diagnostic.Column}) {f.Diagnostic.Pointer} {f.Diagnostic.Code}: {f.Diagnostic.Message}"));

    [LoggerMessage(LogLevel.Information, "seeded {Count} documents, in force from {From:yyyy-MM-dd}")]
    private static partial void Seeded(ILogger log, int count, DateOnly from);
}
