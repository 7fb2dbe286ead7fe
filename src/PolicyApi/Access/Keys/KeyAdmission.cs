using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Connections.Features;
using PolicyApi.Storage;

namespace PolicyApi.Access.Keys;

/// <summary>
/// Lets holders of valid keys in without the framework's round of schemes and handlers, which costs a request more than the check itself.
/// Whoever is not let in here, for whatever reason, is looked at by all schemes and told why.
/// </summary>
/// <param name="verifier">Recognizes keys.</param>
internal sealed class KeyAdmission(KeyVerifier verifier)
{
    private static readonly object LastKey = new();

    // What a key stands for does not change while the key is the same object.
    private readonly ConditionalWeakTable<KeyRecord, ClaimsPrincipal> _principals = [];

    /// <summary>Tries to let a caller in.</summary>
    /// <returns>Whether the request has its caller now.</returns>
    public bool TryAdmit(HttpContext context)
    {
        if (BearerText.Of(context.Request) is not { } text || Recognize(context, text) is not { } key)
            return false;
        context.User = _principals.GetValue(key, static k => KeyVerifier.CallerOf(k).ToPrincipal(KeyAuthentication.SchemeName));
        return true;
    }

    // A connection usually brings the same key again: its text is compared with the one that was recognized before it is hashed. Not over
    // HTTP/2, where a connection has several requests at once and its items are no concurrent dictionary.
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

/// <summary>Puts it into the pipeline.</summary>
internal static class KeyAdmissionExtensions
{
    // By this the framework knows that it need not authenticate before everything else. Would it not, requests were only looked at twice.
    private const string IsSet = "__AuthenticationMiddlewareSet";

    /// <summary>Finds out who calls: in place of <c>UseAuthentication</c>.</summary>
    public static void UseAdmission(this WebApplication app)
    {
        var admission = app.Services.GetRequiredService<KeyAdmission>();
        ((IApplicationBuilder)app).Properties[IsSet] = true;
        app.UseWhen(context => !admission.TryAdmit(context), others => others.UseAuthentication());
    }
}
