using System.Collections.Frozen;

namespace PolicyApi.Access;

/// <summary>A permission that an endpoint requires of its caller.</summary>
internal enum Permission
{
    /// <summary>Read models, policies, schemes and templates.</summary>
    ReadDocuments,

    /// <summary>Check and save drafts.</summary>
    WriteDocuments,

    /// <summary>Import whole catalogues; the permissions for each document are required in addition.</summary>
    Exchange,

    /// <summary>Approve or reject versions.</summary>
    Approve,

    /// <summary>Publish and withdraw versions.</summary>
    Publish,

    /// <summary>Post facts and get answers.</summary>
    Evaluate,

    /// <summary>See for whom a version of a policy would change the outcome, in facts that the caller posts.</summary>
    SeeImpact,

    /// <summary>Read stored decisions.</summary>
    ReadDecisions,

    /// <summary>Evaluate stored answers again, many at once.</summary>
    VerifyAnswers,

    /// <summary>See how stored answers came about, with all the values in them.</summary>
    TraceAnswers,

    /// <summary>Read stored appraisals and their reports; the caller may be restricted to those of one manager.</summary>
    ReadAppraisals,

    /// <summary>See personal data in stored answers; without it, they are masked.</summary>
    ReadPersonalData,

    /// <summary>Erase what is stored about a person, and what is past its retention period.</summary>
    ErasePersonalData,

    /// <summary>Read the audit log.</summary>
    ReadAudit,

    /// <summary>Export the signed head of the audit log.</summary>
    ExportHead,

    /// <summary>List keys.</summary>
    ReadKeys,

    /// <summary>Create keys.</summary>
    CreateKeys,

    /// <summary>Rotate and revoke keys.</summary>
    ChangeKeys,

    /// <summary>Back up the whole store.</summary>
    BackUp,

    /// <summary>Read metrics.</summary>
    ReadMetrics,

    /// <summary>Read one's own identity and roles.</summary>
    KnowOneself,
}

/// <summary>Defines which roles have which permission. docs/access.md shows it by endpoint, and a test compares the two.</summary>
internal static class Permissions
{
    private static readonly FrozenDictionary<Permission, FrozenSet<Role>> Granted = new Dictionary<Permission, Role[]>
    {
        [Permission.ReadDocuments] = [Role.PolicyAuthor, Role.PolicyApprover, Role.Evaluator, Role.Auditor],
        [Permission.WriteDocuments] = [Role.PolicyAuthor],
        [Permission.Exchange] = [Role.PolicyAuthor, Role.PolicyApprover],
        [Permission.Approve] = [Role.PolicyApprover],
        [Permission.Publish] = [Role.PolicyApprover],
        [Permission.Evaluate] = [Role.Evaluator],
        [Permission.SeeImpact] = [Role.PolicyAuthor, Role.PolicyApprover, Role.Evaluator],
        [Permission.ReadDecisions] = [Role.Evaluator, Role.Auditor],
        [Permission.VerifyAnswers] = [Role.Evaluator, Role.Auditor],
        [Permission.TraceAnswers] = [Role.Evaluator],
        [Permission.ReadAppraisals] = [Role.Evaluator, Role.ReportReader, Role.OwnReportReader, Role.Auditor],
        [Permission.ReadPersonalData] = [Role.Evaluator, Role.ReportReader, Role.OwnReportReader],
        [Permission.ErasePersonalData] = [Role.Administrator],
        [Permission.ReadAudit] = [Role.Auditor],
        [Permission.ExportHead] = [Role.Auditor, Role.Administrator],
        [Permission.ReadKeys] = [Role.Auditor, Role.Administrator],
        [Permission.CreateKeys] = [Role.Administrator],
        [Permission.ChangeKeys] = [Role.Administrator],
        [Permission.BackUp] = [Role.Administrator],
        [Permission.ReadMetrics] = [Role.Monitor, Role.Auditor, Role.Administrator],
        [Permission.KnowOneself] = Enum.GetValues<Role>(),
    }.ToFrozenDictionary(g => g.Key, g => g.Value.ToFrozenSet());

    /// <summary>Returns the roles that have a permission.</summary>
    public static IReadOnlySet<Role> RolesOf(Permission permission) => Granted[permission];
}
