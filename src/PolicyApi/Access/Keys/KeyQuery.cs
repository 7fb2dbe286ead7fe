using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;

namespace PolicyApi.Access.Keys;

/// <summary>Which keys.</summary>
/// <param name="Text">What is in their names.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Works">Whether they still work.</param>
/// <param name="After">Where to go on.</param>
/// <param name="PageSize">How many at most.</param>
public sealed record KeyQuery(
    [property: FromQuery(Name = "text"), Description("Only keys with this text in their name, in either case.")] string? Text,
    [property: FromQuery(Name = "role"), Description("Only keys with this role, such as `policy-author`.")] string? Role,
    [property: FromQuery(Name = "works"), Description("`true`: only keys that still work; `false`: only those that were revoked or have expired.")] bool? Works,
    [property: FromQuery(Name = "after"), Description("What `next` of the page before said.")] string? After,
    [property: FromQuery(Name = "pageSize"), Description("At most so many: 1 to 200, 200 when left out.")] int? PageSize)
{
    private const int LongestText = 200;

    /// <summary>Whether a key is wanted.</summary>
    /// <param name="now">The present moment.</param>
    /// <exception cref="FaultException">A word is unknown.</exception>
    internal Func<KeyRecord, bool> For(DateTimeOffset now)
    {
        if (Text is { Length: 0 or > LongestText })
            throw new FaultException(Faults.ParameterInvalid("text", $"`text` has 1 to {LongestText} characters."));
        if (Role is not null && RoleNames.Find(Role) is null)
            throw new FaultException(Faults.ParameterInvalid("role", $"`{Role}` is no role; `docs/access.md` lists them."));
        return key =>
            (Text is null || key.Name.Contains(Text, StringComparison.OrdinalIgnoreCase))
            && (Role is null || key.Roles.Contains(Role, StringComparer.Ordinal))
            && (Works is null || Works == (key.RevokedAt is null && !(key.ExpiresAt <= now)));
    }
}
