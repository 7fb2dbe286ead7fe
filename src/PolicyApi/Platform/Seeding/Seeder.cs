using PolicyApi.Catalog;
using PolicyApi.Platform.Content;
using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Platform.Seeding;

/// <summary>Fills an empty store with the documents that ship with the service, and puts them into force together.</summary>
/// <param name="catalog">The documents.</param>
/// <param name="store">Keeps whose turn it is.</param>
/// <param name="folders">Where the files lie.</param>
/// <param name="time">Ends the turn of a process that was killed.</param>
/// <param name="log">Says what was done.</param>
internal sealed partial class Seeder(PolicyCatalog catalog, IPolicyStore store, ContentFolders folders, TimeProvider time, ILogger<Seeder> log)
{
    private static readonly RecordKey Turn = new("seeding", "turn");
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    // How long a process that was killed while it seeded holds up the next one.
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(30);

    // Long enough ago for any year that is still appraised.
    private static readonly DateOnly EffectiveFrom = new(2020, 1, 1);

    private bool IsSeeded => catalog.Snapshot.Histories.Any(h => !h.Publications.IsEmpty);

    /// <summary>Seeds, unless something was published before. An earlier attempt that was cut short is finished.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidDataException">A file has errors; the message lists them.</exception>
    public async Task SeedAsync(CancellationToken cancellation)
    {
        // Replicas that start together on an empty store take turns; whoever comes second finds nothing left to do.
        while (!IsSeeded)
        {
            if (await TakeTurnAsync(cancellation))
            {
                await SeedInTurnAsync(cancellation);
                return;
            }

            await Task.Delay(Pause, cancellation);
            await catalog.RefreshAsync(cancellation);
        }
    }

    private async Task<bool> TakeTurnAsync(CancellationToken cancellation) => await store.AppendAsync(
        new StoreChange { Records = [RecordWrite.Put(Turn, 0, "{}"u8.ToArray(), time.GetUtcNow() + LongestTurn)] }, cancellation) is AppendResult.Appended;

    private async Task SeedInTurnAsync(CancellationToken cancellation)
    {
        try
        {
            // Another may have had its turn since this one looked.
            await catalog.RefreshAsync(cancellation);
            if (!IsSeeded)
                await SeedAloneAsync(cancellation);
        }
        finally
        {
            await store.AppendAsync(new StoreChange { Records = [RecordWrite.Delete(Turn, 1)] }, CancellationToken.None);
        }
    }

    private async Task SeedAloneAsync(CancellationToken cancellation)
    {
        var publishings = new List<Publishing>();
        foreach (var file in DefaultDocuments.Policies(folders).Concat(DefaultDocuments.Templates(folders)))
            publishings.Add(await SaveAsync(Read(file), cancellation));
        if (publishings.Count == 0)
            return;
        var result = await catalog.PublishAsync(publishings, EffectiveFrom, "the documents that ship with the service", Actors.Seeder, cancellation);
        if (result is CatalogResult.Refused refused)
            throw new InvalidDataException("the default documents do not fit together:" + Lines(refused.Problems.SelectMany(p => p.Diagnostics.Select(d => (p.Document.Key.ToString(), d)))));
        if (result is not CatalogResult.Published)
            throw new InvalidDataException($"the default documents could not be published: {result}");
        Seeded(log, publishings.Count, EffectiveFrom);
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

    private async Task<Publishing> SaveAsync(Document document, CancellationToken cancellation)
    {
        var key = new DocumentKey(document.Section, document.Id);
        var result = await catalog.CreateAsync(document, Actors.Seeder, cancellation);
        if (result is CatalogResult.AlreadyExists exists)
        {
            if (exists.History.Versions.LastOrDefault(v => string.Equals(v.Sha256, document.Sha256, StringComparison.Ordinal)) is { } same)
                return new Publishing(key, same.Number, same.Sha256);
            result = await catalog.AddVersionAsync(key, document, null, Actors.Seeder, cancellation);
        }

        return result is CatalogResult.Saved saved
            ? new Publishing(key, saved.Version.Number, saved.Version.Sha256)
            : throw new InvalidDataException($"the default document `{key}` could not be saved: {result}");
    }

    [LoggerMessage(LogLevel.Information, "seeded {Count} documents, in force from {From:yyyy-MM-dd}")]
    private static partial void Seeded(ILogger log, int count, DateOnly from);
}
