using Microsoft.AspNetCore.Http.HttpResults;
using PolicyApi.Catalog;
using PolicyApi.Catalog.Commands;
using PolicyApi.Catalog.Force;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Requests;
using PolicyEngine.Documents;

namespace PolicyApi.Documents;

/// <summary>Publishes versions, rolls back to older ones, and withdraws documents.</summary>
internal static class PublishVersion
{
    /// <summary>Publishes an approved version with effect from a day; all documents in force from then on must fit together.</summary>
    public static async Task<Results<Created<PublicationDetails>, Fault>> HandleAsync(
        SectionRoute route, string id, int version, HttpRequest request, DocumentServices services, PublicationCommands publications, CancellationToken cancellation)
    {
        var command = await CommandReader.PublishAsync(request, services.Limits.CommandBytes);
        var key = new VersionKey(route.Key(id), version);
        var present = MoveVersion.Read(route, key, request, services);
        return Made(route, request, services, await publications.PublishAsync(
            key, present.Sha256, command.EffectiveFrom ?? services.Today, command.Reason, Actors.Of(request.HttpContext), cancellation));
    }

    /// <summary>Puts an older version into force again.</summary>
    public static async Task<Results<Created<PublicationDetails>, Fault>> RollBackAsync(
        SectionRoute route, string id, HttpRequest request, DocumentServices services, PublicationCommands publications, CancellationToken cancellation)
    {
        var command = await CommandReader.RollbackAsync(request, services.Limits.CommandBytes);
        var read = Timeline(route, id, request, services);
        return Made(route, request, services, await publications.RollBackAsync(
            route.Key(id), read, command.ToVersion, command.EffectiveFrom ?? services.Today, command.Reason, Actors.Of(request.HttpContext), cancellation));
    }

    /// <summary>Withdraws a document from a day on, unless another document in force then depends on it.</summary>
    public static async Task<Results<Created<PublicationDetails>, Fault>> WithdrawAsync(
        SectionRoute route, string id, int version, HttpRequest request, DocumentServices services, PublicationCommands publications, CancellationToken cancellation)
    {
        var command = await CommandReader.WithdrawAsync(request, services.Limits.CommandBytes);
        var key = new VersionKey(route.Key(id), version);
        MoveVersion.Present(services, key);
        var read = Timeline(route, id, request, services);
        return Made(route, request, services, await publications.WithdrawAsync(
            key, read, command.EffectiveFrom ?? services.Today, command.Reason, Actors.Of(request.HttpContext), cancellation));
    }

    /// <summary>Returns the tag of the publications, which these steps change, if they are as the caller has read them.</summary>
    private static string Timeline(SectionRoute route, string id, HttpRequest request, DocumentServices services)
    {
        if (services.Catalog.Snapshot.Find(route.Key(id)) is not { } history)
            throw new FaultException(CatalogFaults.NotFound(route.Key(id), null));
        ETags.Demand(request, history.PublicationsTag, $"{route.Path(id)}/publications");
        return history.PublicationsTag;
    }

    private static Results<Created<PublicationDetails>, Fault> Made(SectionRoute route, HttpRequest request, DocumentServices services, CatalogResult result)
    {
        if (result is not CatalogResult.Published published)
            return CatalogFaults.Of(result);
        var history = published.History;
        ETags.Set(request.HttpContext.Response, history.PublicationsTag);
        var details = VersionContents.Details(history.Publications[^1]) with
        {
            Changes = [.. published.Shifts.Select(s => new ForceChange(s.From, s.To, s.Before, s.After))],
            Warnings = Warnings(published.Shifts, services.Today),
        };
        return TypedResults.Created($"{route.Path(history.Key.Id)}/publications", details);
    }

    // Stored answers do not change, but new answers about days in the past will, so that is worth a warning.
    private static List<ProblemEntry>? Warnings(IReadOnlyList<Shift> shifts, DateOnly today)
    {
        var past = shifts.Where(s => s.From < today).Select(s => s.To < today ? $"{s.From:yyyy-MM-dd} to {s.To:yyyy-MM-dd}" : $"{s.From:yyyy-MM-dd} to {today.AddDays(-1):yyyy-MM-dd}").ToList();
        return past.Count == 0
            ? null
            : [new ProblemEntry(
                "changes-the-past", DiagnosticSeverity.Warning, "/effectiveFrom",
                $"answers about {string.Join(" and ", past)} will use another version from now on; answers already stored do not change, and `knownAt` still answers as things were known before")];
    }
}
