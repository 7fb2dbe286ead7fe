using PolicyApi.Access;
using PolicyApi.Audit.Heads;
using PolicyApi.Audit.Refusals;
using PolicyApi.Platform.Idempotency;
using PolicyApi.Platform.OpenApi;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Settings;

namespace PolicyApi.Audit;

/// <summary>The services and endpoints of the audit log.</summary>
internal static class AuditEndpoints
{
    /// <summary>Registers the services.</summary>
    public static void AddAudit(this IServiceCollection services)
    {
        services.AddSettings<AuditSettings>(AuditSettings.Section);
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<RefusalWriter>();
        services.AddSingleton<IRefusals>(provider => provider.GetRequiredService<RefusalWriter>());
        services.AddHostedService(provider => provider.GetRequiredService<RefusalWriter>());
        services.AddSingleton<HeadSigner>();
        services.AddSingleton<HeadService>();
        services.AddSingleton<HeadTurns>();
        services.AddSingleton<HeadWebhook>();
        services.AddSingleton<HeadExporter>();
        services.AddHostedService(provider => provider.GetRequiredService<HeadExporter>());
        services.AddHostedService<SealNoter>();
    }

    /// <summary>Maps the endpoints below <c>/v1</c>.</summary>
    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        api.MapGet("/audit", ReadAudit.ListAsync)
            .WithTags(Tags.Audit).WithName("audit").WithSummary("Who did what, from where and why, including refused attempts")
            .WithDescription("The `hash` of each line covers the line itself and, through `previousHash`, all lines before it.")
            .Refuses(400).Needs(Permission.ReadAudit);
        api.MapGet("/audit/head", ReadAudit.HeadAsync)
            .WithTags(Tags.Audit).WithName("auditHead").WithSummary("The current ends of the audit log and of the seals over the answers, signed")
            .WithDescription("Keep a copy outside the service: the command `policy verify --head FILE` uses it to show that nothing before it was changed, cut off or rewritten.")
            .Needs(Permission.ExportHead);
        api.MapPost("/audit/head:export", ReadAudit.ExportAsync)
            .WithTags(Tags.Audit).WithName("exportAuditHead").WithSummary("Sign the head now and export it to the configured folder and webhook")
            .Refuses(400, 409, 503).RepeatsNot("exporting again is safe: it exports the current head").Needs(Permission.ExportHead);
    }
}
