using PolicyApi.Catalog.Force;

namespace PolicyApi.Platform.Requests;

/// <summary>Who did something, as the journal names them.</summary>
internal static class Actors
{
    /// <summary>The service itself, filling an empty store.</summary>
    public const string Seeder = IntoForce.Shipper;

    /// <summary>The service itself, doing what it was set to do.</summary>
    public const string Service = "service";

    /// <summary>The caller of a request: <c>key:</c> or <c>token:</c> and the name.</summary>
    /// <exception cref="InvalidOperationException">Nobody was let in; an endpoint that changes something is open to all.</exception>
    public static string Of(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name }
            ? name
            : throw new InvalidOperationException("a change needs a caller who was let in.");
}
