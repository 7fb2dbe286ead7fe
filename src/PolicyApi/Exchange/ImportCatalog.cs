using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PolicyApi.Access;
using PolicyApi.Catalog;
using PolicyApi.Catalog.Commands;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Queries;
using PolicyApi.Platform.Requests;
using PolicyApi.Platform.Settings;
using PolicyApi.Platform.Templates;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Exchange;

/// <summary>The query of an import.</summary>
public sealed record ImportQuery
{
    /// <summary>Whether to return the plan only, without writing anything.</summary>
    [FromQuery(Name = "dryRun"), Description("`true`: check everything and show what would be done, but write nothing.")]
    public bool? DryRun { get; init; }

    /// <summary>The stage that the documents reach.</summary>
    [FromQuery(Name = "as"), Description("How far the documents are taken: `drafts` (the default), `submitted` or `published`."), OneOf("drafts", "submitted", "published")]
    public string? As { get; init; }

    /// <summary>The effective day.</summary>
    [FromQuery(Name = "effectiveFrom"), Description("The first day on which published versions apply, and on which everything must compile together; default: today.")]
    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>The reason.</summary>
    [FromQuery(Name = "reason"), Description("Why the documents are submitted or published; at most 500 characters."), Longest(500), OnlyWith("as", "submitted", "published")]
    public string? Reason { get; init; }

    /// <summary>Returns the request to the catalogue.</summary>
    internal ImportRequest For(IReadOnlyList<Document> documents, DateOnly today) => new(documents, Stage(), EffectiveFrom ?? today, Reason);

    private ImportStage Stage() => As switch
    {
        "submitted" => ImportStage.Submitted,
        "published" => ImportStage.Published,
        _ => ImportStage.Drafts,
    };
}

/// <summary>Imports an archive of documents into the catalogue: all of them or none.</summary>
internal static class ImportCatalog
{
    /// <summary>The maximum number of bytes of an archive: 16 MiB.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>The number of errors and warnings after which no further files are checked.</summary>
    private const int MostEntries = 1_000;

    /// <summary>Plans the import, and carries it out unless only the plan was requested.</summary>
    public static async Task<Results<Ok<ImportAnswer>, Fault>> HandleAsync(
        [AsParameters] ImportQuery query,
        HttpRequest request,
        [FromServices] ImportCommand imports,
        [FromServices] IOptions<ServiceLimits> limits,
        [FromServices] IOptions<EngineLimits> engine,
        [FromServices] TimeProvider time,
        CancellationToken cancellation)
    {
        if (request.ContentType?.StartsWith(CatalogArchive.MediaType, StringComparison.OrdinalIgnoreCase) != true)
            return Faults.UnsupportedMediaType(request.ContentType, CatalogArchive.MediaType);
        var files = CatalogArchive.Read(await BodyReader.ReadAsync(request, MostBytes), limits.Value.DocumentBytes);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var import = query.For(Documents(files, engine.Value), today);
        var isTrial = query.DryRun == true;
        var caller = Caller.Of(request.HttpContext.User);
        var result = await imports.ImportAsync(import, isTrial, Actors.Of(request.HttpContext), plan => Permit(plan, caller), cancellation);
        return result is CatalogResult.Imported imported ? TypedResults.Ok(Answer(imported, isTrial, today)) : CatalogFaults.Of(result);
    }

    // Publishing documents that are already stored does not require an author, and importing drafts does not require an approver.
    private static void Permit(ImportPlan plan, Caller caller)
    {
        if (plan.Steps.Any(s => s.IsNew || s.IsSubmitted) && !caller.May(Permission.WriteDocuments))
            throw Forbidden("the archive has documents that are not stored here; only an author may import those.");
        if (plan.Steps.Any(s => s.IsPublished) && !caller.May(Permission.Publish))
            throw Forbidden("only an approver may put documents into force; import them as `submitted`.");
    }

    private static FaultException Forbidden(string detail) => new(new Fault(403, "forbidden", "The caller may not do this", detail));

    private static List<Document> Documents(IReadOnlyList<ArchiveFile> files, EngineLimits limits)
    {
        var entries = new List<ProblemEntry>();
        var documents = new List<Document>();
        foreach (var file in files)
        {
            if (entries.Count > MostEntries)
                throw Faulty([.. entries, new ProblemEntry("too-many", DiagnosticSeverity.Error, string.Empty, "the remaining files were not checked; correct the errors listed first", Document: file.Path)]);
            var reading = DocumentReader.Read(file.Utf8, limits);
            entries.AddRange(reading.Diagnostics.Select(d => ProblemEntry.From(d, file.Path)));
            if (reading.Document is TemplateDocument template)
                entries.AddRange(TemplateReader.Entries(TemplateReader.Read(template).Diagnostics).Select(e => e with { Document = file.Path }));
            if (reading.Document is not { } document)
                continue;
            if (documents.Exists(d => d.Section == document.Section && string.Equals(d.Id, document.Id, StringComparison.Ordinal)))
                entries.Add(new ProblemEntry("document-twice", DiagnosticSeverity.Error, "/id", $"`{document.Id}` is in the archive twice; keep one", Document: file.Path));
            else
                documents.Add(document);
        }

        if (entries.Exists(e => e.Severity == DiagnosticSeverity.Error))
            throw Faulty(entries);
        return documents.Count > 0
            ? documents
            : throw new FaultException(new Fault(422, "archive-invalid", "The archive cannot be read", "it holds no document; put JSON files into it, as the export does."));
    }

    private static FaultException Faulty(IReadOnlyList<ProblemEntry> entries) =>
        new(new Fault(422, "document-invalid", "The documents have errors", "nothing was stored; correct what `errors` lists and send it again.", entries));

    private static ImportAnswer Answer(CatalogResult.Imported imported, bool isTrial, DateOnly today) => new(
        isTrial,
        [.. imported.Plan.Steps.Select(s => Become(s, imported.After.Find(s.Key)!, today))],
        [.. imported.Shifts.Select(s => new ImportedChange(s.Key.ToString(), s.From, s.To, s.Before, s.After))]);

    private static ImportedDocument Become(ImportStep step, DocumentHistory history, DateOnly today)
    {
        var inForce = history.InForce(today, null);
        var publication = inForce?.Version == step.Version ? inForce : history.LastPublicationOf(step.Version);
        return new ImportedDocument(
            step.Key.ToString(),
            step.Action,
            step.Version,
            step.Document.Sha256,
            step.IsSubmitted,
            step.IsPublished,
            history.StatusOf(history.FindVersion(step.Version)!, today),
            inForce?.Version == step.Version,
            publication?.EffectiveFrom,
            publication is null ? null : Standings.Of(publication.Basis));
    }
}
