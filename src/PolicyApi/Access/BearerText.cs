using Microsoft.Net.Http.Headers;

namespace PolicyApi.Access;

/// <summary>The key or token of a request: only ever in the header <c>Authorization</c>, never in an address, where logs would keep it.</summary>
internal static class BearerText
{
    private const string Scheme = "Bearer ";

    /// <summary>What stands behind <c>Bearer</c>; <see langword="null"/> without a header of that form.</summary>
    public static string? Of(HttpRequest request)
    {
        var values = request.Headers[HeaderNames.Authorization];
        return values is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && value[Scheme.Length..].Trim() is { Length: > 0 } text
            ? text
            : null;
    }
}
