using PolicyApi.Catalog;
using PolicyApi.Platform.Content;
using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Platform.Seeding;

/// <summary>Fills an empty store with the documents that ship with the service, and puts them into force together.</summary>
/// <param name="catalog">The documents.</param>
/// <param name="folders">Where the files lie.</param>
/// <param name="log">Says what was done.</param>
internal sealed partial class Seeder(PolicyCatalog catalog, ContentFolders folders, ILogger<Seeder> log)
{
    // A try is only lost to somebody who got further, so there are about as many as documents and replicas.
    private const int MostTries = 1_000;

    // Long enough ago for any year that is still appraised.
    private static readonly DateOnly EffectiveFrom = new(2020, 1, 1);

    private bool IsSeeded => catalog.Snapshot.Histories.Any(h => !h.Publications.IsEmpty);

    /// <summary>Seeds, unless something was published before. An earlier attempt that was cut short is finished.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidDataException">A file has errors; the message lists them.</exception>
    public async Task SeedAsync(CancellationToken cancellation)
    {
        // Replicas that start together on an empty store seed it together; whoever is second at something looks again.
        for (var tries = 1; !await TrySeedAsync(cancellation); tries++)
        {
            if (tries == MostTries)
                throw new InvalidDataException("the store could not be seeded, because something else keeps writing to it; start the service again.");
            await catalog.RefreshAsync(cancellation);
        }
    }

    /// <returns><see langword="false"/> when another was quicker.</returns>
    private async Task<bool> TrySeedAsync(CancellationToken cancellation)
    {
        if (IsSeeded)
            return true;
        var publishings = new List<Publishing>();
        foreach (var file in DefaultDocuments.Policies(folders).Concat(DefaultDocuments.Templates(folders)))
        {
            if (await SaveAsync(Read(file), cancellation) is not { } publishing)
                return false;
            publishings.Add(publishing);
        }

        // Saving may have taken over that another has published meanwhile.
        if (publishings.Count == 0 || IsSeeded)
            return true;
        var result = await catalog.PublishAsync(publishings, EffectiveFrom, "the documents that ship with the service", Actors.Seeder, cancellation);
        if (result is CatalogResult.Refused refused)
            throw new InvalidDataException("the default documents do not fit together:" + Lines(refused.Problems.SelectMany(p => p.Diagnostics.Select(d => (p.Document.Key.ToString(), d)))));
        if (result is CatalogResult.Conflict)
            return false;
        if (result is not CatalogResult.Published)
            throw new InvalidDataException($"the default documents could not be published: {result}");
        Seeded(log, publishings.Count, EffectiveFrom);
        return true;
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

    /// <returns><see langword="null"/> when another was quicker.</returns>
    private async Task<Publishing?> SaveAsync(Document document, CancellationToken cancellation)
    {
        var key = new DocumentKey(document.Section, document.Id);
        var result = await catalog.CreateAsync(document, Actors.Seeder, cancellation);
        if (result is CatalogResult.AlreadyExists exists)
        {
            if (exists.History.Versions.LastOrDefault(v => string.Equals(v.Sha256, document.Sha256, StringComparison.Ordinal)) is { } same)
                return new Publishing(key, same.Number, same.Sha256);
            result = await catalog.AddVersionAsync(key, document, null, Actors.Seeder, cancellation);
        }

        return result switch
        {
            CatalogResult.Saved saved => new Publishing(key, saved.Version.Number, saved.Version.Sha256),
            CatalogResult.Conflict => null,
            _ => throw new InvalidDataException($"the default document `{key}` could not be saved: {result}"),
        };
    }

    [LoggerMessage(LogLevel.Information, "seeded {Count} documents, in force from {From:yyyy-MM-dd}")]
    private static partial void Seeded(ILogger log, int count, DateOnly from);
}
