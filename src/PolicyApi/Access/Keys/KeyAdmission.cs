using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Connections.Features;
using PolicyApi.Storage;

namespace PolicyApi.Access.Keys;

/// <summary>
/// Authenticates holders of valid keys without the framework's schemes and handlers, which cost a request more than the check itself.
/// All other requests go through the framework's schemes, which determine the reason for a refusal.
/// </summary>
/// <param name="verifier">Recognizes keys.</param>
internal sealed class KeyAdmission(KeyVerifier verifier)
{
    private static readonly object LastKey = new();

    // The caller of a key does not change while the key is the same object.
    private readonly ConditionalWeakTable<KeyRecord, ClaimsPrincipal> _principals = [];

    /// <summary>Tries to authenticate a request by its key.</summary>
    /// <returns>Whether the request is authenticated now.</returns>
    public bool TryAdmit(HttpContext context)
    {
        if (BearerText.Of(context.Request) is not { } text || Recognize(context, text) is not { } key)
            return false;
        context.User = _principals.GetValue(key, static k => KeyVerifier.CallerOf(k).ToPrincipal(KeyAuthentication.SchemeName));
        return true;
    }

    // Requests on a connection usually have the same key, so its text is first compared with the last one recognized, which saves hashing. Not
    // over HTTP/2, where a connection has several requests at once and its items are not a concurrent dictionary.
    private KeyRecord? Recognize(HttpContext context, string text)
    {
        var connection = HttpProtocol.IsHttp11(context.Request.Protocol) ? context.Features.Get<IConnectionItemsFeature>()?.Items : null;
        if (connection is not null && connection.TryGetValue(LastKey, out var last) && last is RecognizedKey known && known.Is(text) && verifier.IsStill(known))
            return known.Key;
        if (verifier.Recognize(text) is not { } recognized)
            return null;
        if (connection is not null)
            connection[LastKey] = recognized;
        return recognized.Key;
    }
}

/// <summary>Adds the middleware to the pipeline.</summary>
internal static class KeyAdmissionExtensions
{
    // Tells the framework not to add its own authentication at the front of the pipeline. If it stopped working, requests would merely be authenticated twice.
    private const string IsSet = "__AuthenticationMiddlewareSet";

    /// <summary>Authenticates requests; replaces <c>UseAuthentication</c>.</summary>
    public static void UseAdmission(this WebApplication app)
    {
        var admission = app.Services.GetRequiredService<KeyAdmission>();
        ((IApplicationBuilder)app).Properties[IsSet] = true;
        app.UseWhen(context => !admission.TryAdmit(context), others => others.UseAuthentication());
    }
}
