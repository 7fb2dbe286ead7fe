using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PolicyApi.Audit.Heads;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Audit;

/// <summary>Reads the audit log, and signs its head.</summary>
internal static class ReadAudit
{
    /// <summary>Returns one page of the audit log.</summary>
    public static async Task<Results<Ok<AuditPage>, Fault>> ListAsync([AsParameters] AuditParameters wanted, [FromServices] AuditTrail trail, CancellationToken cancellation) =>
        TypedResults.Ok(await trail.ReadAsync(new AuditQuery(wanted), cancellation));

    /// <summary>Returns the signed head of this moment.</summary>
    public static async Task<Ok<SignedHead>> HeadAsync([FromServices] HeadService heads, CancellationToken cancellation) =>
        TypedResults.Ok(await heads.SignAsync(cancellation));

    /// <summary>Signs and exports the head immediately.</summary>
    public static async Task<Results<Ok<ExportedHead>, Fault>> ExportAsync(
        [FromServices] HeadExporter exporter, [FromServices] IOptions<AuditSettings> settings, CancellationToken cancellation)
    {
        if (settings.Value is { ExportFolder: null or "", Webhook: null or "" })
            return Faults.Conflict("no-export", "There is nowhere to export to", "set `Audit:ExportFolder` or `Audit:Webhook`, or save the response of `GET /v1/audit/head`.");
        try
        {
            return TypedResults.Ok(await exporter.ExportAsync(cancellation));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Fault(503, "export-failed", "The head could not be exported", "the export folder cannot be written; mend it, or save the response of `GET /v1/audit/head`.");
        }
    }
}
