using System.Collections.Frozen;
using System.Security.Claims;

namespace PolicyApi.Access;

/// <summary>The caller of a request, identified by a key or a token.</summary>
/// <param name="Actor">The caller's name in the journal: <c>key:</c> or <c>token:</c> and the name.</param>
/// <param name="Roles">The caller's roles.</param>
/// <param name="Manager">The manager to whom <see cref="Role.OwnReportReader"/> is restricted; with <see langword="null"/>, that role reads nothing.</param>
internal sealed record Caller(string Actor, IReadOnlySet<Role> Roles, string? Manager = null)
{
    /// <summary>The actor of the bootstrap key, which can create keys and nothing else.</summary>
    public const string BootstrapActor = "bootstrap";

    private const string RoleClaim = "role";
    private const string ManagerClaim = "manager";
    private const string NameClaim = "name";

    /// <summary>A caller that is not authenticated: without a name or roles.</summary>
    public static Caller Nobody { get; } = new(string.Empty, FrozenSet<Role>.Empty);

    /// <summary>The holder of the bootstrap key.</summary>
    public static Caller Bootstrap { get; } = new(BootstrapActor, FrozenSet<Role>.Empty);

    /// <summary>Whether this is the holder of the bootstrap key. Other keys and tokens cannot have its name, because their names have a prefix.</summary>
    public bool IsBootstrap => string.Equals(Actor, BootstrapActor, StringComparison.Ordinal);

    /// <summary>Returns the caller that a principal represents.</summary>
    public static Caller Of(ClaimsPrincipal principal) => principal.Identity switch
    {
        CallerIdentity { IsAuthenticated: true } known => known.Caller,
        { IsAuthenticated: true, Name: { } actor } => new Caller(
            actor,
            principal.FindAll(RoleClaim).Select(c => RoleNames.Find(c.Value)).OfType<Role>().ToFrozenSet(),
            principal.FindFirst(ManagerClaim)?.Value),
        _ => Nobody,
    };

    /// <summary>Whether the caller may do something.</summary>
    public bool May(Permission permission) =>
        Roles.Overlaps(Permissions.RolesOf(permission)) || (permission == Permission.CreateKeys && IsBootstrap);

    /// <summary>Whether the caller may read what is stored about a subject.</summary>
    /// <param name="subject">The person's id.</param>
    public bool MayReadAbout(string? subject) =>
        Permissions.RolesOf(Permission.ReadAppraisals).Any(role => role == Role.OwnReportReader ? IsOwn(subject) : Roles.Contains(role));

    /// <summary>Returns how much of the personal data about a subject the caller sees.</summary>
    /// <param name="subject">The person's id.</param>
    public Sight SightOf(string? subject)
    {
        if (Permissions.RolesOf(Permission.ReadPersonalData).Any(role => role != Role.OwnReportReader && Roles.Contains(role)))
            return Sight.Full;
        return IsOwn(subject) ? Sight.Own : Sight.Masked;
    }

    /// <summary>Returns a principal with the caller's name, roles and manager as its only claims.</summary>
    /// <param name="scheme">The authentication scheme that recognized the caller.</param>
    public ClaimsPrincipal ToPrincipal(string scheme)
    {
        var identity = new CallerIdentity(this, scheme, NameClaim, RoleClaim);
        identity.AddClaim(new Claim(NameClaim, Actor));
        identity.AddClaims(Roles.Select(r => new Claim(RoleClaim, RoleNames.Of(r))));
        if (Manager is not null)
            identity.AddClaim(new Claim(ManagerClaim, Manager));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>An identity that holds its caller, so that the caller need not be read from the claims again.</summary>
    private sealed class CallerIdentity(Caller caller, string scheme, string nameClaim, string roleClaim) : ClaimsIdentity(scheme, nameClaim, roleClaim)
    {
        public Caller Caller => caller;
    }

    private bool IsOwn(string? subject) =>
        Roles.Contains(Role.OwnReportReader) && Manager is not null && string.Equals(Manager, subject, StringComparison.Ordinal);
}
