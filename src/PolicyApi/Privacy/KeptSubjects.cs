using PolicyApi.Platform.Idempotency;

namespace PolicyApi.Privacy;

/// <summary>Erases answers that are stored for repeated requests.</summary>
/// <param name="answers">The stored answers.</param>
internal sealed class KeptSubjects(KeptAnswers answers) : ISubjectBodies
{
    /// <inheritdoc />
    public Task<long> EraseAsync(string subject, CancellationToken cancellation) => answers.EraseAsync(subject, cancellation);
}
