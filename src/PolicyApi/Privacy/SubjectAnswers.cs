namespace PolicyApi.Privacy;

/// <summary>Whose data to erase, and why.</summary>
/// <param name="Subject">The person's id, as in the answers.</param>
/// <param name="Reason">Why, for the audit log: 1 to 1,000 characters.</param>
public sealed record EraseSubjectCommand(string Subject, string Reason);

/// <summary>What was erased of a person.</summary>
/// <param name="SubjectSha256">SHA-256 of the person's id, by which the audit log names the person.</param>
/// <param name="Decisions">Decisions whose bodies were erased now.</param>
/// <param name="Appraisals">Appraisals whose bodies were erased now.</param>
/// <param name="Others">Other things about the person that were erased now.</param>
/// <param name="ErasedAt">When it was done.</param>
public sealed record SubjectErasure(string SubjectSha256, long Decisions, long Appraisals, long Others, DateTimeOffset ErasedAt);

/// <summary>What was erased because its retention period was over.</summary>
/// <param name="Decisions">Decisions whose bodies were erased now.</param>
/// <param name="Appraisals">Appraisals whose bodies were erased now.</param>
/// <param name="DecisionsBefore">Decisions made before this moment have no body any more; left out if they are kept for ever.</param>
/// <param name="AppraisalsBefore">The same for appraisals.</param>
public sealed record PurgeResult(long Decisions, long Appraisals, DateTimeOffset? DecisionsBefore, DateTimeOffset? AppraisalsBefore);
