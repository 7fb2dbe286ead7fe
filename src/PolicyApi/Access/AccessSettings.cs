using System.ComponentModel.DataAnnotations;
using PolicyApi.Platform.Requests;

namespace PolicyApi.Access;

/// <summary>The settings of access. Section <c>Access</c> of the settings; checked when the service starts.</summary>
public sealed class AccessSettings : IValidatableObject
{
    /// <summary>The section's name in the settings.</summary>
    public const string Section = "Access";

    /// <summary>
    /// The key that can create the first keys, at least 32 characters; generated into the data folder unless set. Best set in the environment:
    /// <c>Access__BootstrapKey</c>.
    /// </summary>
    public string? BootstrapKey { get; init; }

    /// <summary>A file with that key, such as a mounted secret; the path is absolute or relative to the working directory.</summary>
    public string? BootstrapKeyFile { get; init; }

    /// <summary>
    /// The address at which people reach the service, such as <c>https://appraisals.example.com</c>, for links to reports. Without it, links are paths only.
    /// </summary>
    public string? PublicUrl { get; init; }

    /// <summary>
    /// Addresses or networks (<c>10.0.0.0/8</c>) of proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are trusted; default: none.
    /// </summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    /// <summary>The tokens that are accepted; default: none.</summary>
    public TokenSettings Tokens { get; init; } = new();

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (BootstrapKey is { Length: > 0 } && BootstrapKeyFile is { Length: > 0 })
            yield return new ValidationResult("set `Access:BootstrapKey` or `Access:BootstrapKeyFile`, not both.");
        if (BootstrapKey is { Length: > 0 and < Keys.BootstrapKey.ShortestText })
            yield return new ValidationResult($"`Access:BootstrapKey` has fewer than {Keys.BootstrapKey.ShortestText} characters; use a random one, such as the output of `openssl rand -hex 32`.");
        if (BootstrapKeyFile is { Length: > 0 } && !File.Exists(BootstrapKeyFile))
            yield return new ValidationResult($"there is no file `{BootstrapKeyFile}` with the bootstrap key, or it cannot be read; correct `Access:BootstrapKeyFile`.");
        if (PublicUrl is { Length: > 0 } && !(Uri.TryCreate(PublicUrl, UriKind.Absolute, out var address) && address is { Scheme: "https" or "http", Query: "", Fragment: "", UserInfo: "" }))
            yield return new ValidationResult("`Access:PublicUrl` must be an http or https address without a query, such as `https://appraisals.example.com`.");
        foreach (var proxy in Proxies.Where(p => ClientAddress.Network(p) is null))
            yield return new ValidationResult($"`Access:Proxies` has `{proxy}`, which is neither an address nor a network such as `10.0.0.0/8`.");
        foreach (var fault in Tokens.Faults())
            yield return new ValidationResult(fault);
    }
}

/// <summary>The settings for tokens (JWT) of one OpenID Connect issuer.</summary>
public sealed class TokenSettings
{
    /// <summary>The issuer's address, whose <c>/.well-known/openid-configuration</c> names the signing keys. Without it no token is accepted.</summary>
    public string? Authority { get; init; }

    /// <summary>The audience (<c>aud</c>) that tokens must have.</summary>
    public string? Audience { get; init; }

    /// <summary>
    /// The claim that names the caller in the journal; default: <c>sub</c>. Choose a claim whose values the issuer never gives to two people.
    /// </summary>
    public string NameClaim { get; init; } = "sub";

    /// <summary>The claim with the caller's roles or groups: a text or a list of texts; default: <c>roles</c>.</summary>
    public string RoleClaim { get; init; } = "roles";

    /// <summary>The claim with the caller's own id as a manager, for <c>own-report-reader</c>; default: <c>employee_id</c>.</summary>
    public string ManagerClaim { get; init; } = "employee_id";

    /// <summary>
    /// For each role of this service, the values of the role claim that grant it. If empty, the claim's values are names of roles themselves.
    /// </summary>
    public IReadOnlyDictionary<string, string[]> Roles { get; init; } = new Dictionary<string, string[]>(StringComparer.Ordinal);

    /// <summary>Whether tokens are accepted.</summary>
    public bool AreTaken => !string.IsNullOrEmpty(Authority);

    /// <summary>Returns the errors in the settings.</summary>
    internal IEnumerable<string> Faults()
    {
        if (!AreTaken)
            yield break;
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var authority) || !(authority.Scheme == Uri.UriSchemeHttps || authority is { IsLoopback: true, Scheme: "http" }))
            yield return "`Access:Tokens:Authority` must be an https address.";
        if (string.IsNullOrEmpty(Audience))
            yield return "`Access:Tokens:Audience` must name the audience that tokens have to be for.";
        if (NameClaim.Length == 0 || RoleClaim.Length == 0 || ManagerClaim.Length == 0)
            yield return "`Access:Tokens` needs names for `NameClaim`, `RoleClaim` and `ManagerClaim`.";
        foreach (var unknown in Roles.Keys.Where(r => RoleNames.Find(r) is null))
            yield return $"`Access:Tokens:Roles:{unknown}` is not a role; the roles are {string.Join(", ", RoleNames.All.Select(r => $"`{r}`"))}.";
    }
}
