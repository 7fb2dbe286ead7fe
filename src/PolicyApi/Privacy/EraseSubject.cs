using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Requests;
using PolicyApi.Platform.Settings;
using PolicyEngine.Documents;

namespace PolicyApi.Privacy;

/// <summary>Handles requests to erase. The person's id is in the body, because logs contain URLs.</summary>
internal static class EraseSubject
{
    private const int LongestReason = 1_000;
    private const int LongestSubject = 4_096;

    /// <summary>Erases everything stored about one person. Repeating it erases what has been added since.</summary>
    public static async Task<Results<Ok<SubjectErasure>, Fault>> HandleAsync(
        HttpRequest request, [FromServices] SubjectEraser eraser, [FromServices] IOptions<ServiceLimits> limits, CancellationToken cancellation)
    {
        var command = Read(await BodyReader.ReadJsonAsync(request, limits.Value.CommandBytes));
        return TypedResults.Ok(await eraser.EraseAsync(command, Actors.Of(request.HttpContext), cancellation));
    }

    /// <summary>Erases now what is past its retention period.</summary>
    public static async Task<Ok<PurgeResult>> PurgeAsync(HttpContext context, [FromServices] Purge purge, CancellationToken cancellation) =>
        TypedResults.Ok(await purge.RunAsync(Actors.Of(context), null, cancellation));

    private static EraseSubjectCommand Read(ReadOnlyMemory<byte> utf8)
    {
        var found = new DiagnosticBag();
        var root = SourceReader.Read(utf8, found);
        if (root is { Kind: not SourceKind.Object })
            found.Error(root, "wrong-type", $"expected an object, not {root}");
        foreach (var (name, value) in root?.Members.Where(m => m.Key is not ("subject" or "reason")) ?? [])
            found.Error(value, "unknown-member", $"member `{name}` is not known here; there are `subject`, `reason`");
        var subject = Text(root, "subject", LongestSubject, "the id of the person, as it stands in the answers", found);
        var reason = Text(root, "reason", LongestReason, $"why, in 1 to {LongestReason} characters", found);
        return found.HasErrors || root is null
            ? throw new FaultException(DiagnosticFaults.CommandInvalid(found.ToList()))
            : new EraseSubjectCommand(subject, reason);
    }

    private static string Text(SourceNode? root, string name, int longest, string what, DiagnosticBag found)
    {
        if (root is not { Kind: SourceKind.Object })
            return string.Empty;
        if (root[name] is { Kind: SourceKind.String } node && !string.IsNullOrWhiteSpace(node.Text) && node.Text.Length <= longest)
            return node.Text;
        found.Error(root[name] ?? root, root[name] is null ? "required" : "out-of-range", $"`{name}` is needed: {what}");
        return string.Empty;
    }
}
