using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Access;
using PolicyApi.Catalog;
using PolicyApi.Catalog.Commands;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Idempotency;
using PolicyApi.Platform.OpenApi;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Queries;
using PolicyApi.Platform.Requests;

namespace PolicyApi.Documents;

/// <summary>The endpoints of documents, the same for every section.</summary>
internal static class DocumentEndpoints
{
    private const string Version = "the version (it begins with the hash of its content)";
    private const string Publications = "the document's `publications` (their number)";

    /// <summary>Maps all sections below <c>/v1</c>.</summary>
    public static void MapDocuments(this IEndpointRouteBuilder api)
    {
        foreach (var route in SectionRoute.All)
        {
            MapReading(api, route);
            MapSaving(api, route);
            MapSteps(api, route);
            MapForce(api, route);
        }
    }

    private static void MapReading(IEndpointRouteBuilder api, SectionRoute route)
    {
        api.MapGet($"/{route.Name}", ([AsParameters] SectionPage page, [AsParameters] DocumentFilter filter, [AsParameters] WhenQuery when, [FromServices] DocumentServices services) =>
                ReadDocument.List(route, page, filter, when, services))
            .Describe(route, $"list{route.Tag}", $"The {route.Name}, one entry each, by id").Refuses(400).Needs(Permission.ReadDocuments);
        api.MapGet($"/{route.Name}/{{id}}", (string id, [FromServices] DocumentServices services) =>
                ReadDocument.One(route, id, services))
            .Describe(route, $"{route.Singular}", $"One {route.Singular}: its title, its latest version, the one in force").Refuses(404).Needs(Permission.ReadDocuments);
        api.MapGet($"/{route.Name}/{{id}}/versions", (string id, [AsParameters] PageQuery page, [FromQuery, Description("Only versions that are `draft`, `submitted`, `approved`, `published`, `superseded` or `withdrawn`."), MemberOf<VersionStatus>] string? status, [FromServices] DocumentServices services) =>
                ReadDocument.Versions(route, id, page, status, services))
            .Describe(route, $"{route.Singular}Versions", $"The versions of a {route.Singular}, oldest first").Refuses(400, 404).Needs(Permission.ReadDocuments);
        api.MapGet($"/{route.Name}/{{id}}/versions/{{version:int}}",
                (string id, int version, HttpResponse response, [FromServices] DocumentServices services, CancellationToken cancellation) =>
                    ReadDocument.VersionAsync(route, id, version, response, services, cancellation))
            .Describe(route, $"{route.Singular}Version", $"One version of a {route.Singular}, with its content").Refuses(404).Tagged().Needs(Permission.ReadDocuments);
        api.MapGet($"/{route.Name}/{{id}}/publications", (string id, [AsParameters] PageQuery page, [AsParameters] PublicationFilter filter, HttpResponse response, [FromServices] DocumentServices services) =>
                ReadDocument.Publications(route, id, page, filter, response, services))
            .Describe(route, $"{route.Singular}Publications", $"The publications and withdrawals of a {route.Singular}, oldest first; rolling back and withdrawing require their `ETag`").Refuses(400, 404).Tagged().Needs(Permission.ReadDocuments);
        api.MapGet($"/{route.Name}/{{id}}/history", (string id, [AsParameters] PageQuery page, [FromServices] DocumentServices services) =>
                ReadDocument.Log(route, id, page, services))
            .Describe(route, $"{route.Singular}History", $"The history of a {route.Singular}, oldest step first: what was done, by whom, when, to which content, and why").Refuses(400, 404).Needs(Permission.ReadDocuments);
        api.MapGet($"/{route.Name}/{{id}}/in-force",
                (string id, [AsParameters] WhenQuery when, HttpResponse response, [FromServices] DocumentServices services, CancellationToken cancellation) =>
                    ReadDocument.InForceAsync(route, id, when, response, services, cancellation))
            .Describe(route, $"{route.Singular}InForce", $"The version of a {route.Singular} in force on a day, as known at a moment, with its content").Refuses(400, 404, 409).Tagged().Needs(Permission.ReadDocuments);
    }

    private static void MapSaving(IEndpointRouteBuilder api, SectionRoute route)
    {
        api.MapPost($"/{route.Name}", (HttpRequest request, [FromServices] DocumentServices services, [FromServices] DraftCommands drafts, CancellationToken cancellation) =>
                SaveDocument.CreateAsync(route, request, services, drafts, cancellation))
            .Describe(route, $"create{Capital(route.Singular)}", $"Add a {route.Singular}, as a draft of version 1")
            .Accepts(route.Body, BodyReader.JsonMediaType).WithRequestExamples(BodyReader.JsonMediaType, library => library.NewDocuments(route.Kinds))
            .Refuses(400, 409, 413, 415, 422).Repeats(l => l.DocumentBytes).Needs(Permission.WriteDocuments);
        api.MapPost($"/{route.Name}:validate", (HttpRequest request, [FromServices] DocumentServices services, CancellationToken cancellation) =>
                ValidateDocument.HandleAsync(route, request, services, cancellation))
            .Describe(route, $"validate{Capital(route.Singular)}", $"Check a {route.Singular} without saving it: every error and warning, with its place")
            .TakesDocument(route).Refuses(400, 413, 415).Needs(Permission.WriteDocuments);
        api.MapPost($"/{route.Name}/{{id}}/versions",
                (string id, HttpRequest request, [FromServices] DocumentServices services, [FromServices] DraftCommands drafts, CancellationToken cancellation) =>
                    SaveDocument.AddVersionAsync(route, id, request, services, drafts, cancellation))
            .Describe(route, $"add{Capital(route.Singular)}Version", $"Add a new version of a {route.Singular}, as a draft")
            .TakesDocument(route).Refuses(400, 404, 409, 413, 415, 422).Repeats(l => l.DocumentBytes).Needs(Permission.WriteDocuments);
        api.MapPut($"/{route.Name}/{{id}}/versions/{{version:int}}",
                (string id, int version, HttpRequest request, [FromServices] DocumentServices services, [FromServices] DraftCommands drafts, CancellationToken cancellation) =>
                    SaveDocument.EditAsync(route, id, version, request, services, drafts, cancellation))
            .Describe(route, $"edit{Capital(route.Singular)}Version", "Replace the content of a draft")
            .TakesDocument(route).Refuses(400, 404, 409, 413, 415, 422).Matches(Version).Needs(Permission.WriteDocuments);
    }

    private static void MapSteps(IEndpointRouteBuilder api, SectionRoute route)
    {
        api.MapPost($"/{route.Name}/{{id}}/versions/{{version:int}}/submit",
                (string id, int version, HttpRequest request, [FromServices] DocumentServices services, [FromServices] ApprovalCommands approvals, CancellationToken cancellation) =>
                    MoveVersion.SubmitAsync(route, id, version, request, services, approvals, cancellation))
            .Describe(route, $"submit{Capital(route.Singular)}Version", "Submit a draft for approval; refused if it could not be put into force today")
            .Accepts<StepCommand>(isOptional: true, BodyReader.JsonMediaType).WithCommandExample("submit", """{"reason":"as agreed with sales"}""")
            .Refuses(400, 404, 409, 413, 415, 422).Matches(Version).Repeats(l => l.CommandBytes).Needs(Permission.WriteDocuments);
        api.MapPost($"/{route.Name}/{{id}}/versions/{{version:int}}/approve",
                (string id, int version, HttpRequest request, [FromServices] DocumentServices services, [FromServices] ApprovalCommands approvals, CancellationToken cancellation) =>
                    MoveVersion.ApproveAsync(route, id, version, request, services, approvals, cancellation))
            .Describe(route, $"approve{Capital(route.Singular)}Version", "Approve a version whose content you had no part in: one that was submitted, or one that was published without another person's approval")
            .Accepts<StepCommand>(isOptional: true, BodyReader.JsonMediaType).WithCommandExample("approve", """{"reason":"read and compared with the decision of the committee"}""")
            .Refuses(400, 404, 409, 413, 415, 422).Matches(Version).Repeats(l => l.CommandBytes).Needs(Permission.Approve);
        api.MapPost($"/{route.Name}/{{id}}/versions/{{version:int}}/reject",
                (string id, int version, HttpRequest request, [FromServices] DocumentServices services, [FromServices] ApprovalCommands approvals, CancellationToken cancellation) =>
                    MoveVersion.RejectAsync(route, id, version, request, services, approvals, cancellation))
            .Describe(route, $"reject{Capital(route.Singular)}Version", "Send a submitted or approved version back to its authors, with a reason")
            .Accepts<StepCommand>(BodyReader.JsonMediaType).WithCommandExample("reject", """{"reason":"the tests do not cover the new limit"}""")
            .Refuses(400, 404, 409, 413, 415, 422).Matches(Version).Repeats(l => l.CommandBytes).Needs(Permission.Approve);
    }

    private static void MapForce(IEndpointRouteBuilder api, SectionRoute route)
    {
        api.MapPost($"/{route.Name}/{{id}}/versions/{{version:int}}/publish",
                (string id, int version, HttpRequest request, [FromServices] DocumentServices services, [FromServices] PublicationCommands publications, CancellationToken cancellation) =>
                    PublishVersion.HandleAsync(route, id, version, request, services, publications, cancellation))
            .Describe(route, $"publish{Capital(route.Singular)}Version", "Publish an approved version: put it into force from a day on, which may be past, today or in the future")
            .Accepts<PublishCommand>(isOptional: true, BodyReader.JsonMediaType).WithCommandExample("publish", """{"effectiveFrom":"2027-01-01","reason":"HR committee"}""")
            .Refuses(400, 404, 409, 413, 415, 422).Matches(Version).Repeats(l => l.CommandBytes).Needs(Permission.Publish);
        api.MapPost($"/{route.Name}/{{id}}/versions/{{version:int}}/withdraw",
                (string id, int version, HttpRequest request, [FromServices] DocumentServices services, [FromServices] PublicationCommands publications, CancellationToken cancellation) =>
                    PublishVersion.WithdrawAsync(route, id, version, request, services, publications, cancellation))
            .Describe(route, $"withdraw{Capital(route.Singular)}Version", $"Withdraw a {route.Singular}: no version is in force from a day on; refused if another document in force then depends on it")
            .Accepts<WithdrawCommand>(BodyReader.JsonMediaType).WithCommandExample("withdraw", """{"reason":"no longer used"}""")
            .Refuses(400, 404, 409, 413, 415, 422).Matches(Publications).Repeats(l => l.CommandBytes).Needs(Permission.Publish);
        api.MapPost($"/{route.Name}/{{id}}/rollback",
                (string id, HttpRequest request, [FromServices] DocumentServices services, [FromServices] PublicationCommands publications, CancellationToken cancellation) =>
                    PublishVersion.RollBackAsync(route, id, request, services, publications, cancellation))
            .Describe(route, $"rollback{Capital(route.Singular)}", "Put an older version into force again, in one call")
            .Accepts<RollbackCommand>(BodyReader.JsonMediaType).WithCommandExample("rollback", """{"effectiveFrom":"2027-01-01","reason":"the new rule had an error"}""")
            .Refuses(400, 404, 409, 413, 415, 422).Matches(Publications).Repeats(l => l.CommandBytes).Needs(Permission.Publish);
    }

    private static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, SectionRoute route, string name, string summary) =>
        endpoint.WithTags(route.Tag).WithName(name).WithSummary(summary).WithMetadata(route);

    private static RouteHandlerBuilder TakesDocument(this RouteHandlerBuilder endpoint, SectionRoute route) =>
        endpoint.Accepts(route.Body, BodyReader.JsonMediaType).WithRequestExamples(BodyReader.JsonMediaType, library => library.Documents(route.Kinds));

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
