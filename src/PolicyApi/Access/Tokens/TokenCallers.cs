using System.Security.Claims;

namespace PolicyApi.Access.Tokens;

/// <summary>Reads the caller from a validated token, as the settings say.</summary>
/// <param name="settings">The names of the claims.</param>
internal sealed class TokenCallers(TokenSettings settings)
{
    private const int LongestName = 128;

    /// <summary>Returns the caller; <see langword="null"/> if the token does not name one.</summary>
    /// <param name="token">The token's claims.</param>
    public Caller? Of(ClaimsPrincipal token) => token.FindFirst(settings.NameClaim)?.Value is { Length: > 0 and <= LongestName } name && !name.Any(char.IsControl)
        ? new Caller($"token:{name}", Roles(token), token.FindFirst(settings.ManagerClaim)?.Value)
        : null;

    private HashSet<Role> Roles(ClaimsPrincipal token)
    {
        var values = token.FindAll(settings.RoleClaim).Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        var granted = settings.Roles.Count == 0 ? values : settings.Roles.Where(r => r.Value.Any(values.Contains)).Select(r => r.Key);
        return [.. granted.Select(RoleNames.Find).OfType<Role>()];
    }
}
