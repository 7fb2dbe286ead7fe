using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;

namespace PolicyApi.Access.Keys;

/// <summary>Reads keys, never their secrets.</summary>
internal static class ReadKeys
{
    private const int LargestPage = 200;

    /// <summary>One page of keys, by id.</summary>
    public static Results<Ok<KeyList>, Fault> List(string? after, int? pageSize, [FromServices] KeyDirectory keys)
    {
        if (pageSize is < 1 or > LargestPage)
            return Faults.ParameterInvalid("pageSize", $"`pageSize` is 1 to {LargestPage}.");
        var size = pageSize ?? LargestPage;
        var page = keys.All.Where(k => after is null || string.CompareOrdinal(k.Id, after) > 0).Take(size + 1).Select(Details).ToList();
        return TypedResults.Ok(page.Count > size ? new KeyList(page[..size], page[size - 1].Id) : new KeyList(page));
    }

    /// <summary>One key.</summary>
    public static Results<Ok<KeyDetails>, Fault> One(string id, [FromServices] KeyDirectory keys) =>
        keys.Find(id) is { } key ? TypedResults.Ok(Details(key)) : NotFound(id);

    /// <summary>Who calls.</summary>
    public static Ok<CallerDetails> Self(HttpContext context)
    {
        var caller = Caller.Of(context.User);
        return TypedResults.Ok(new CallerDetails(caller.Actor, [.. caller.Roles.Order()], caller.Roles.Contains(Role.OwnReportReader) ? caller.Manager : null));
    }

    /// <summary>There is no such key.</summary>
    public static Fault NotFound(string id) => Faults.NotFound($"key `{id}`");

    /// <summary>A key without its secret.</summary>
    public static KeyDetails Details(KeyRecord key) => new(
        key.Id,
        key.Name,
        [.. key.Roles.Select(RoleNames.Find).OfType<Role>()],
        key.Manager,
        key.CreatedAt,
        key.CreatedBy,
        key.ExpiresAt,
        key.RevokedAt,
        key.RevokedBy,
        key.LastUsedAt,
        [.. key.Secrets.Select(s => new SecretDetails(s.CreatedAt, s.ExpiresAt))]);
}
