using System.Collections.Frozen;

namespace PolicyApi.Access;

/// <summary>What an endpoint asks of its caller.</summary>
internal enum Permission
{
    /// <summary>Read models, policies, schemes and templates.</summary>
    ReadDocuments,

    /// <summary>Check and save drafts.</summary>
    WriteDocuments,

    /// <summary>Bring in whole catalogues; what each document needs is asked beside it.</summary>
    Exchange,

    /// <summary>Vouch for versions, or send them back.</summary>
    Approve,

    /// <summary>Put versions into force, and take them out of it.</summary>
    Publish,

    /// <summary>Post facts and get answers.</summary>
    Evaluate,

    /// <summary>See whom a version of a policy would change for, in facts that one has oneself.</summary>
    SeeImpact,

    /// <summary>Read stored decisions.</summary>
    ReadDecisions,

    /// <summary>Ask stored answers again, many at once.</summary>
    VerifyAnswers,

    /// <summary>See how stored answers came about, with all the values in them.</summary>
    TraceAnswers,

    /// <summary>Read stored appraisals and their reports; the caller may be held to one manager's.</summary>
    ReadAppraisals,

    /// <summary>See personal data in what one may read; the rest reads a mask.</summary>
    ReadPersonalData,

    /// <summary>Erase what is stored about a person, and what is older than its time.</summary>
    ErasePersonalData,

    /// <summary>Read the audit log.</summary>
    ReadAudit,

    /// <summary>Sign where the audit log ends, and export it.</summary>
    ExportHead,

    /// <summary>See which keys there are.</summary>
    ReadKeys,

    /// <summary>Make keys.</summary>
    CreateKeys,

    /// <summary>Rotate and revoke keys.</summary>
    ChangeKeys,

    /// <summary>Write a copy of the whole store.</summary>
    BackUp,

    /// <summary>Read what the service counts and measures.</summary>
    ReadMetrics,

    /// <summary>Ask who one is.</summary>
    KnowOneself,
}

/// <summary>Which roles have which permission: the one place where that is decided. docs/access.md shows it by endpoint, and a test compares the two.</summary>
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

    /// <summary>The roles that have a permission.</summary>
    public static IReadOnlySet<Role> RolesOf(Permission permission) => Granted[permission];
}
