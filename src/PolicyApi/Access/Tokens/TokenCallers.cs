using System.Globalization;
using System.Security.Claims;

namespace PolicyApi.Access.Tokens;

/// <summary>Reads the caller from a validated token, as the settings say.</summary>
/// <param name="settings">The names of the claims.</param>
internal sealed class TokenCallers(TokenSettings settings)
{
    /// <summary>How many characters the name of a token's holder may have.</summary>
    public const int LongestName = 128;

    /// <summary>Returns the caller; <see langword="null"/> if the token does not name one.</summary>
    /// <param name="token">The token's claims.</param>
    public Caller? Of(ClaimsPrincipal token) => TheOne(token, settings.NameClaim) is { } name && IsReadable(name)
        ? new Caller($"token:{name}", Roles(token), TheOne(token, settings.ManagerClaim))
        : null;

    // Of two names, or of two managers, neither is certain.
    private static string? TheOne(ClaimsPrincipal token, string claim) => token.FindAll(claim).Select(c => c.Value).ToArray() is [var only] ? only : null;

    // Names that look alike must be alike: the journal and the rule of four eyes go by them.
    private static bool IsReadable(string name) =>
        name.Length is > 0 and <= LongestName
        && !char.IsWhiteSpace(name[0]) && !char.IsWhiteSpace(name[^1])
        && !name.Any(c => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private HashSet<Role> Roles(ClaimsPrincipal token)
    {
        var values = token.FindAll(settings.RoleClaim).Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        var granted = settings.Roles.Count == 0 ? values : settings.Roles.Where(r => r.Value.Any(values.Contains)).Select(r => r.Key);
        return [.. granted.Select(RoleNames.Find).OfType<Role>()];
    }
}
