using Microsoft.AspNetCore.Http.HttpResults;
using PolicyApi.Catalog;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Json;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyEngine.Comparison;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Comparison;

/// <summary>Compares two versions of a document, drafts included.</summary>
/// <param name="catalog">The catalogue, with all versions.</param>
/// <param name="finder">Compiles the versions together with the documents in force.</param>
/// <param name="time">The clock, for today's date.</param>
internal sealed class CompareVersions(PolicyCatalog catalog, RulesFinder finder, TimeProvider time)
{
    /// <summary>Returns every change, in structure and in words.</summary>
    public static async Task<Ok<DocumentDiff>> HandleAsync(
        CatalogSection section, string id, int version, int? against, CompareVersions comparison, CancellationToken cancellation) =>
        TypedResults.Ok(await comparison.CompareAsync(new DocumentKey(section, id), version, against, cancellation));

    private async Task<DocumentDiff> CompareAsync(DocumentKey key, int version, int? against, CancellationToken cancellation)
    {
        var history = catalog.Snapshot.Find(key) ?? throw new FaultException(CatalogFaults.NotFound(key, null));
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var other = against ?? history.InForce(today, null)?.Version ?? Math.Max(1, version - 1);
        var (before, after) = (await ReadAsync(key, other, cancellation), await ReadAsync(key, version, cancellation));
        var difference = DocumentComparison.Compare(before.Document, after.Document);
        return new DocumentDiff(
            before.Reference,
            after.Reference,
            [.. difference.Changes.Select(c => new DiffChange(c.Kind, c.Pointer, Raw(c.Before), Raw(c.After), c.Words))],
            [.. difference.Patch.Select(p => new DiffOperation(p.Op, p.Path, p.From, Raw(p.Value)))],
            key.Section == CatalogSection.Policies ? await TestsAsync(key, other, version, cancellation) : null);
    }

    private async Task<IReadOnlyList<TestShift>?> TestsAsync(DocumentKey key, int before, int after, CancellationToken cancellation) =>
        await CompileAsync(key, before, cancellation) is { } old && await CompileAsync(key, after, cancellation) is { } young ? TestShifts.Find(old, young) : null;

    private async Task<CompiledPolicy?> CompileAsync(DocumentKey key, int version, CancellationToken cancellation) =>
        (await finder.FindAsync(key, new WhenQuery(null, null), new TrialQuery { Version = version }, cancellation)).InForce.Set.FindPolicy(key.Id);

    private async Task<VersionedDocument> ReadAsync(DocumentKey key, int version, CancellationToken cancellation)
    {
        var content = await catalog.ReadContentAsync(key, version, cancellation) ?? throw new FaultException(CatalogFaults.NotFound(key, version));
        var reading = DocumentReader.ReadAccepted(content);
        return (reading.Document ?? reading.AsFarAsRead) is { } document
            ? new VersionedDocument(document, version)
            : throw new InvalidOperationException($"the stored content of `{key}` version {version} cannot be read.");
    }

    private static RawJson? Raw(SourceNode? node) => node is null ? null : new RawJson(CanonicalJson.Write(node));
}
