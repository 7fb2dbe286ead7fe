using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Queries;
using PolicyApi.Storage;

namespace PolicyApi.Access.Keys;

/// <summary>A query for keys.</summary>
public sealed record KeyQuery
{
    /// <summary>A text in their names.</summary>
    [FromQuery(Name = "text"), Description("Only keys with this text in their name, ignoring case."), Longest(200)]
    public string? Text { get; init; }

    /// <summary>One of their roles.</summary>
    [FromQuery(Name = "role"), Description("Only keys with this role, such as `policy-author`."), RoleWord]
    public string? Role { get; init; }

    /// <summary>Whether they still work.</summary>
    [FromQuery(Name = "works"), Description("`true`: only keys that still work; `false`: only keys that were revoked or have expired.")]
    public bool? Works { get; init; }

    /// <summary>The cursor returned with the previous page.</summary>
    [FromQuery(Name = "after"), Description("The `next` of the previous page."), Place(PlaceOf.Word)]
    public string? After { get; init; }

    /// <summary>The maximum number of keys on the page.</summary>
    [FromQuery(Name = "pageSize"), Description("The page size: 1 to 200; default: 200."), Within(1, Largest)]
    public int? PageSize { get; init; }

    private const int Largest = 200;

    /// <summary>The maximum number of keys on the page.</summary>
    internal int Size() => PageSize ?? Largest;

    /// <summary>Returns a predicate that says whether a key matches the query.</summary>
    /// <param name="now">The present moment.</param>
    internal Func<KeyRecord, bool> For(DateTimeOffset now) => key =>
        (Text is null || key.Name.Contains(Text, StringComparison.OrdinalIgnoreCase))
        && (Role is null || key.Roles.Contains(Role, StringComparer.Ordinal))
        && (Works is null || Works == (key.RevokedAt is null && !(key.ExpiresAt <= now)));
}

/// <summary>Requires the name of a role.</summary>
internal sealed class RoleWordAttribute : WordsAttribute
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words(IEnumerable<object> metadata, IServiceProvider services) => RoleNames.All;
}
