using Microsoft.Net.Http.Headers;

namespace PolicyApi.Access;

/// <summary>Reads the key or token of a request, which is accepted in the header <c>Authorization</c> only, never in a URL, which logs would contain.</summary>
internal static class BearerText
{
    private const string Scheme = "Bearer ";

    /// <summary>Returns the text after <c>Bearer</c>; <see langword="null"/> without a header of that form.</summary>
    public static string? Of(HttpRequest request)
    {
        var values = request.Headers[HeaderNames.Authorization];
        return values is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && value[Scheme.Length..].Trim() is { Length: > 0 } text
            ? text
            : null;
    }
}
