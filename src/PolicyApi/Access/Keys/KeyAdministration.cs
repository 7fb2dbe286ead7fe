using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Requests;
using PolicyApi.Platform.Settings;
using PolicyApi.Storage;

namespace PolicyApi.Access.Keys;

/// <summary>Creates, rotates and revokes keys.</summary>
internal static class KeyAdministration
{
    private const int UsualOverlapHours = 24;

    /// <summary>Creates a key; its text is in the response and stored nowhere.</summary>
    public static async Task<Results<Created<IssuedKey>, Fault>> CreateAsync(
        HttpRequest request, [FromServices] KeyDirectory keys, [FromServices] IOptions<ServiceLimits> limits, [FromServices] TimeProvider time, CancellationToken cancellation)
    {
        var now = StoredTime.Cut(time.GetUtcNow());
        var command = KeyCommandReader.ReadCreate(await BodyReader.ReadJsonAsync(request, limits.Value.CommandBytes), now);
        var id = KeyText.NewId();
        var (text, secret) = NewSecret(id, now);
        var key = new KeyRecord(
            id, command.Name, [.. command.Roles.Select(RoleNames.Of)], command.Manager, now, Actors.Of(request.HttpContext), command.ExpiresAt, null, null, null, [secret]);
        return await keys.AddAsync(key, command.Reason, cancellation)
            ? TypedResults.Created($"/v1/keys/{id}", new IssuedKey(Shown(key, request), text))
            : Faults.Conflict("name-taken", "There is a key of that name already", $"`{command.Name}` is the name of another key, perhaps a revoked one; choose another name.");
    }

    /// <summary>Gives a key a new secret; the old one keeps working for a while.</summary>
    public static async Task<Results<Ok<IssuedKey>, Fault>> RotateAsync(
        string id, HttpRequest request, [FromServices] KeyDirectory keys, [FromServices] IOptions<ServiceLimits> limits, [FromServices] TimeProvider time, CancellationToken cancellation)
    {
        var command = KeyCommandReader.ReadRotate(await OptionalBodyAsync(request, limits.Value));
        var read = TagRead(id, request, keys);
        var overlap = TimeSpan.FromHours(command.OverlapHours ?? UsualOverlapHours);
        var now = StoredTime.Cut(time.GetUtcNow());
        var (text, secret) = NewSecret(id, now);
        var actor = Actors.Of(request.HttpContext);
        var result = await keys.ChangeAsync(
            id,
            key => IsAsRead(key, read) && key.RevokedAt is null && !(key.ExpiresAt <= now) ? Rotated(key, secret, now + overlap) : null,
            (before, after) => KeyNotes.Of(KeyNotes.Rotated, actor, now, before, after, command.Reason),
            cancellation);
        return result switch
        {
            null => ReadKeys.NotFound(id),
            { IsChanged: false, Key: var other } when !IsAsRead(other, read) => Faults.Stale(read!, ReadKeys.TagOf(other), $"`GET /v1/keys/{id}`"),
            { IsChanged: false } => Faults.Conflict("key-ended", "The key no longer works", $"key `{id}` was revoked or has expired; create a new one."),
            { Key: var key } => TypedResults.Ok(new IssuedKey(Shown(key, request), text)),
        };
    }

    /// <summary>Revokes a key immediately and permanently. Revoking it again changes nothing.</summary>
    public static async Task<Results<Ok<KeyDetails>, Fault>> RevokeAsync(
        string id, HttpRequest request, [FromServices] KeyDirectory keys, [FromServices] IOptions<ServiceLimits> limits, [FromServices] TimeProvider time, CancellationToken cancellation)
    {
        var command = KeyCommandReader.ReadRevoke(await OptionalBodyAsync(request, limits.Value));
        var read = TagRead(id, request, keys);
        var now = StoredTime.Cut(time.GetUtcNow());
        var actor = Actors.Of(request.HttpContext);
        var result = await keys.ChangeAsync(
            id,
            key => IsAsRead(key, read) && key.RevokedAt is null ? key with { RevokedAt = now, RevokedBy = actor } : null,
            (before, after) => KeyNotes.Of(KeyNotes.Revoked, actor, now, before, after, command.Reason),
            cancellation);
        return result switch
        {
            null => ReadKeys.NotFound(id),
            { IsChanged: false, Key: var other } when !IsAsRead(other, read) => Faults.Stale(read!, ReadKeys.TagOf(other), $"`GET /v1/keys/{id}`"),
            { Key: var key } => TypedResults.Ok(Shown(key, request)),
        };
    }

    /// <summary>Returns the tag that the caller has read; <see langword="null"/> for <c>*</c>, any state, so that revoking a key need not wait.</summary>
    private static string? TagRead(string id, HttpRequest request, KeyDirectory keys)
    {
        if (keys.Find(id) is not { } key)
            throw new FaultException(ReadKeys.NotFound(id));
        ETags.DemandOrAny(request, ReadKeys.TagOf(key), $"/v1/keys/{id}");
        return request.Headers.IfMatch == "*" ? null : ReadKeys.TagOf(key);
    }

    private static bool IsAsRead(KeyRecord key, string? read) => read is null || string.Equals(read, ReadKeys.TagOf(key), StringComparison.Ordinal);

    private static KeyDetails Shown(KeyRecord key, HttpRequest request)
    {
        ETags.Set(request.HttpContext.Response, ReadKeys.TagOf(key));
        return ReadKeys.Details(key);
    }

    private static async Task<ReadOnlyMemory<byte>> OptionalBodyAsync(HttpRequest request, ServiceLimits limits)
    {
        var body = await BodyReader.ReadAsync(request, limits.CommandBytes);
        return body.IsEmpty || BodyReader.IsJson(request) ? body : throw new FaultException(Faults.UnsupportedMediaType(request.ContentType, BodyReader.JsonMediaType));
    }

    private static (string Text, KeySecret Secret) NewSecret(string id, DateTimeOffset now)
    {
        var text = KeyText.New(id);
        return (text, new KeySecret(Convert.ToHexStringLower(KeyText.Hash(text)), now, null));
    }

    // A key has at most two secrets: a second rotation within the overlap ends the oldest.
    private static KeyRecord Rotated(KeyRecord key, KeySecret secret, DateTimeOffset until) =>
        key with { Secrets = [secret, key.Secrets[0] with { ExpiresAt = until }] };
}
