using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Access;

/// <summary>
/// What a caller may do; one caller may have several roles. <c>policy-author</c> writes drafts of documents. <c>policy-approver</c> approves and publishes
/// versions. <c>evaluator</c> posts facts and reads the answers. <c>report-reader</c> reads everyone's appraisals and reports. <c>own-report-reader</c> reads
/// those of one manager. <c>auditor</c> reads everything, with personal data masked, and changes nothing. <c>administrator</c> creates, rotates and revokes
/// keys, erases personal data, and makes backups. <c>monitor</c> reads metrics only.
/// </summary>
public enum Role
{
    /// <summary>Writes drafts of documents.</summary>
    [JsonStringEnumMemberName("policy-author")]
    PolicyAuthor,

    /// <summary>Approves and publishes versions.</summary>
    [JsonStringEnumMemberName("policy-approver")]
    PolicyApprover,

    /// <summary>Posts facts and reads the answers.</summary>
    Evaluator,

    /// <summary>Reads everyone's appraisals and reports.</summary>
    [JsonStringEnumMemberName("report-reader")]
    ReportReader,

    /// <summary>Reads the appraisals and reports of one manager: the one that the key or the token names.</summary>
    [JsonStringEnumMemberName("own-report-reader")]
    OwnReportReader,

    /// <summary>Reads everything, with personal data masked; changes nothing.</summary>
    Auditor,

    /// <summary>Creates, rotates and revokes keys, erases personal data, and makes backups.</summary>
    Administrator,

    /// <summary>Reads metrics and nothing else: for programs that monitor the service.</summary>
    Monitor,
}

/// <summary>The names of roles in keys, tokens and settings.</summary>
internal static class RoleNames
{
    private static readonly Dictionary<string, Role> Roles = Enum.GetValues<Role>().ToDictionary(Of, StringComparer.Ordinal);

    /// <summary>All names.</summary>
    public static IReadOnlyCollection<string> All => Roles.Keys;

    /// <summary>Returns the name of a role, such as <c>policy-author</c>.</summary>
    public static string Of(Role role) => JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString());

    /// <summary>Finds a role by its name; <see langword="null"/> if there is none.</summary>
    public static Role? Find(string name) => Roles.TryGetValue(name, out var role) ? role : null;
}
