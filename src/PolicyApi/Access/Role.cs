using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Access;

/// <summary>What a caller may do. One caller may have several roles.</summary>
public enum Role
{
    /// <summary>Writes drafts of documents.</summary>
    PolicyAuthor,

    /// <summary>Puts versions into force.</summary>
    PolicyApprover,

    /// <summary>Posts facts and reads the answers.</summary>
    Evaluator,

    /// <summary>Reads everyone's appraisals and reports.</summary>
    ReportReader,

    /// <summary>Reads the appraisals and reports of one manager: the one that the key or the token names.</summary>
    OwnReportReader,

    /// <summary>Reads everything, changes nothing.</summary>
    Auditor,

    /// <summary>Makes, rotates and revokes keys; erases personal data.</summary>
    Administrator,

    /// <summary>A program that watches the service: reads metrics and nothing else.</summary>
    Monitor,
}

/// <summary>The words for roles, in keys, tokens and settings.</summary>
internal static class RoleNames
{
    private static readonly Dictionary<string, Role> Roles = Enum.GetValues<Role>().ToDictionary(Of, StringComparer.Ordinal);

    /// <summary>Every word.</summary>
    public static IReadOnlyCollection<string> All => Roles.Keys;

    /// <summary>The word for a role, such as <c>policy-author</c>.</summary>
    public static string Of(Role role) => JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString());

    /// <summary>The role of a word; <see langword="null"/> when there is none.</summary>
    public static Role? Find(string name) => Roles.TryGetValue(name, out var role) ? role : null;
}

/// <summary>Roles as their words.</summary>
internal sealed class RoleConverter() : JsonStringEnumConverter<Role>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
