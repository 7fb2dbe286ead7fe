using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Requests;
using PolicyApi.Storage;

namespace PolicyApi.Access.Keys;

/// <summary>Reads keys, never their secrets.</summary>
internal static class ReadKeys
{
    /// <summary>Returns one page of keys, by id.</summary>
    public static Results<Ok<KeyList>, Fault> List([AsParameters] KeyQuery query, [FromServices] KeyDirectory keys, [FromServices] TimeProvider time)
    {
        var size = query.Size();
        var after = query.After is null ? null : Cursors.ReadText(query.After, "after");
        var wanted = query.For(time.GetUtcNow());
        var page = keys.All.Where(k => (after is null || string.CompareOrdinal(k.Id, after) > 0) && wanted(k)).Take(size + 1).Select(Details).ToList();
        return TypedResults.Ok(page.Count > size ? new KeyList(page[..size], Cursors.Write(page[size - 1].Id)) : new KeyList(page));
    }

    /// <summary>Returns one key.</summary>
    public static Results<Ok<KeyDetails>, Fault> One(string id, HttpResponse response, [FromServices] KeyDirectory keys)
    {
        if (keys.Find(id) is not { } key)
            return NotFound(id);
        ETags.Set(response, TagOf(key));
        return TypedResults.Ok(Details(key));
    }

    /// <summary>Returns the tag of a key: it changes with a new secret and with the revocation, but not when the key is used.</summary>
    public static string TagOf(KeyRecord key) =>
        string.Create(CultureInfo.InvariantCulture, $"{(key.RevokedAt is null ? "key" : "revoked")}-{key.Secrets[0].CreatedAt:yyyyMMddTHHmmssfff}");

    /// <summary>Returns the caller's own identity and roles.</summary>
    public static Ok<CallerDetails> Self(HttpContext context)
    {
        var caller = Caller.Of(context.User);
        return TypedResults.Ok(new CallerDetails(caller.Actor, [.. caller.Roles.Order()], caller.Roles.Contains(Role.OwnReportReader) ? caller.Manager : null));
    }

    /// <summary>Returns the refusal for a key that does not exist.</summary>
    public static Fault NotFound(string id) => Faults.NotFound($"key `{id}`");

    /// <summary>Returns a key without its secrets.</summary>
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
