using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Routing.Patterns;
using PolicyApi.Access;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Requests;

namespace PolicyApi.Audit.Refusals;

/// <summary>
/// Watches every answer, and has refused attempts noted: failed authentication, missing permission, exceeded rates, and changes refused by the rules of
/// governance. A document with errors is not such an attempt.
/// </summary>
internal static class RefusalWatch
{
    private const int LongestPath = 256;
    private const int LongestId = 64;
    private const string Nobody = "nobody";

    private static readonly HashSet<int> NoRefusals =
    [
        StatusCodes.Status400BadRequest, StatusCodes.Status405MethodNotAllowed, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType,
        StatusCodes.Status499ClientClosedRequest, StatusCodes.Status431RequestHeaderFieldsTooLarge, StatusCodes.Status408RequestTimeout,
    ];

    private static readonly HashSet<Permission> NoChanges =
    [
        Permission.ReadDocuments, Permission.WriteDocuments, Permission.Evaluate, Permission.ReadDecisions, Permission.ReadAppraisals, Permission.ReadKeys,
        Permission.KnowOneself, Permission.ReadPersonalData, Permission.ReadMetrics, Permission.ReadAudit,
    ];

    /// <summary>Watches requests; add this before everything that can refuse.</summary>
    public static IApplicationBuilder UseRefusalWatch(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        await next(context);
        if (CodeOf(context) is { } code)
            Note(context, code);
    });

    private static string? CodeOf(HttpContext context)
    {
        if (context.Features.Get<HiddenRefusal>() is { } hidden)
            return hidden.Code;
        var status = context.Response.StatusCode;
        if (status is < 400 or >= 500 || NoRefusals.Contains(status))
            return null;
        var isNoted = status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests || IsChange(context);
        return isNoted ? context.Features.Get<Fault>()?.Code ?? status.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    // Exception handling removes the endpoint from the context.
    private static Endpoint? EndpointOf(HttpContext context) => context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;

    private static bool IsChange(HttpContext context) =>
        EndpointOf(context)?.Metadata.GetMetadata<PermissionNeeded>() is { } needed && !NoChanges.Contains(needed.Permission);

    private static void Note(HttpContext context, string code)
    {
        var route = (EndpointOf(context) as RouteEndpoint)?.RoutePattern;
        var caller = Caller.Of(context.User);
        context.RequestServices.GetRequiredService<IRefusals>().Note(
            caller.Actor.Length > 0 ? caller.Actor : Nobody,
            ClientAddress.Of(context),
            $"{Method(context.Request.Method)} {route?.RawText ?? "?"}",
            code,
            context.Response.StatusCode,
            PathOf(context, route));
    }

    // The text of a link opens a report, so it is never stored. Neither is anything longer than an id: it may be a key or a token in the wrong place.
    private static string? PathOf(HttpContext context, RoutePattern? route)
    {
        if (route is null || route.GetParameter("link") is not null)
            return null;
        var path = context.Request.Path.ToUriComponent();
        if (path.Split('/').Any(part => part.Length > LongestId))
            return null;
        return path.Length > LongestPath ? path[..LongestPath] : path;
    }

    private static string Method(string method) => method.Length <= 16 && method.All(char.IsAsciiLetterUpper) ? method : "?";
}
