using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;

namespace PolicyApi.Access.Keys;

/// <summary>Which keys.</summary>
public sealed record KeyQuery
{
    /// <summary>What is in their names.</summary>
    [FromQuery(Name = "text"), Description("Only keys with this text in their name, in either case.")]
    public string? Text { get; init; }

    /// <summary>What they may do.</summary>
    [FromQuery(Name = "role"), Description("Only keys with this role, such as `policy-author`.")]
    public string? Role { get; init; }

    /// <summary>Whether they still work.</summary>
    [FromQuery(Name = "works"), Description("`true`: only keys that still work; `false`: only those that were revoked or have expired.")]
    public bool? Works { get; init; }

    /// <summary>Where to go on.</summary>
    [FromQuery(Name = "after"), Description("What `next` of the page before said.")]
    public string? After { get; init; }

    /// <summary>How many at most.</summary>
    [FromQuery(Name = "pageSize"), Description("At most so many: 1 to 200, 200 when left out.")]
    public int? PageSize { get; init; }

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
