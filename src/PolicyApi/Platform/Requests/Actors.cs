namespace PolicyApi.Platform.Requests;

/// <summary>The names by which the journal refers to those who change something.</summary>
internal static class Actors
{
    /// <summary>The service itself when it carries out what its settings require.</summary>
    public const string Service = "service";

    /// <summary>Returns the caller of a request: <c>key:</c> or <c>token:</c> and the name.</summary>
    /// <exception cref="InvalidOperationException">The caller is not authenticated: an endpoint that changes something is wrongly open to all.</exception>
    public static string Of(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name }
            ? name
            : throw new InvalidOperationException("a change needs a caller who was let in.");
}
