namespace PolicyApi.Privacy;

/// <summary>The person whose data is erased, and the reason.</summary>
/// <param name="Subject">The person's id, as in the facts.</param>
/// <param name="Reason">The reason, for the audit log; 1 to 1,000 characters.</param>
public sealed record EraseSubjectCommand(string Subject, string Reason);

/// <summary>What was erased about a person.</summary>
/// <param name="SubjectSha256">SHA-256 of the person's id, 64 lower-case hex digits; the audit log names the person by this hash.</param>
/// <param name="Decisions">The number of decisions erased by this request.</param>
/// <param name="Appraisals">The number of appraisals erased by this request.</param>
/// <param name="Others">The number of other items erased by this request, such as lines of jobs and responses kept for repeated requests.</param>
/// <param name="ErasedAt">When they were erased (UTC).</param>
public sealed record SubjectErasure(string SubjectSha256, long Decisions, long Appraisals, long Others, DateTimeOffset ErasedAt);

/// <summary>What was erased because its retention period was over.</summary>
/// <param name="Decisions">The number of decisions erased now.</param>
/// <param name="Appraisals">The number of appraisals erased now.</param>
/// <param name="DecisionsBefore">All decisions made before this moment (UTC) are erased; left out if decisions are kept for ever.</param>
/// <param name="AppraisalsBefore">All appraisals made before this moment (UTC) are erased; left out if appraisals are kept for ever.</param>
public sealed record PurgeResult(long Decisions, long Appraisals, DateTimeOffset? DecisionsBefore, DateTimeOffset? AppraisalsBefore);
