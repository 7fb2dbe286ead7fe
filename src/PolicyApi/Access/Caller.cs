using System.Collections.Frozen;
using System.Security.Claims;

namespace PolicyApi.Access;

/// <summary>Who calls, whether by key or by token.</summary>
/// <param name="Actor">The name under which the journal knows the caller: <c>key:</c> or <c>token:</c> and the name.</param>
/// <param name="Roles">What the caller is trusted with.</param>
/// <param name="Manager">The manager to whom <see cref="Role.OwnReportReader"/> is held; <see langword="null"/> for none, who then reads nothing.</param>
internal sealed record Caller(string Actor, IReadOnlySet<Role> Roles, string? Manager = null)
{
    /// <summary>The actor of the bootstrap key, which can make keys and nothing else.</summary>
    public const string BootstrapActor = "bootstrap";

    private const string RoleClaim = "role";
    private const string ManagerClaim = "manager";
    private const string NameClaim = "name";

    /// <summary>Nobody: without a name and a role.</summary>
    public static Caller Nobody { get; } = new(string.Empty, FrozenSet<Role>.Empty);

    /// <summary>The holder of the bootstrap key.</summary>
    public static Caller Bootstrap { get; } = new(BootstrapActor, FrozenSet<Role>.Empty);

    /// <summary>Whether this is the holder of the bootstrap key. No key and no token has such a name: theirs have a prefix.</summary>
    public bool IsBootstrap => string.Equals(Actor, BootstrapActor, StringComparison.Ordinal);

    /// <summary>The caller that a principal stands for.</summary>
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

    /// <summary>How much of the personal data about a subject the caller sees.</summary>
    /// <param name="subject">The person's id.</param>
    public Sight SightOf(string? subject)
    {
        if (Permissions.RolesOf(Permission.ReadPersonalData).Any(role => role != Role.OwnReportReader && Roles.Contains(role)))
            return Sight.Full;
        return IsOwn(subject) ? Sight.Own : Sight.Masked;
    }

    /// <summary>The caller as a principal with these claims and no others.</summary>
    /// <param name="scheme">How the caller was recognized.</param>
    public ClaimsPrincipal ToPrincipal(string scheme)
    {
        var identity = new CallerIdentity(this, scheme, NameClaim, RoleClaim);
        identity.AddClaim(new Claim(NameClaim, Actor));
        identity.AddClaims(Roles.Select(r => new Claim(RoleClaim, RoleNames.Of(r))));
        if (Manager is not null)
            identity.AddClaim(new Claim(ManagerClaim, Manager));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>An identity that need not be read back from its claims.</summary>
    private sealed class CallerIdentity(Caller caller, string scheme, string nameClaim, string roleClaim) : ClaimsIdentity(scheme, nameClaim, roleClaim)
    {
        public Caller Caller => caller;
    }

    private bool IsOwn(string? subject) =>
        Roles.Contains(Role.OwnReportReader) && Manager is not null && string.Equals(Manager, subject, StringComparison.Ordinal);
}
