using Microsoft.AspNetCore.Http.HttpResults;
using PolicyApi.Catalog;
using PolicyApi.Catalog.Commands;
using PolicyApi.Catalog.Force;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Requests;
using PolicyEngine.Documents;

namespace PolicyApi.Documents;

/// <summary>Puts versions into force and takes documents out of it.</summary>
internal static class PublishVersion
{
    /// <summary>Puts an approved version into force from a day on; everything in force from then on has to fit together.</summary>
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

    /// <summary>Takes a document out of force from a day on, unless something in force then needs it.</summary>
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

    /// <summary>The publications as the caller has read them: what is in force when is what these steps change.</summary>
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

    // What has been answered stays answered; what is asked about those days from now on is another matter.
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
