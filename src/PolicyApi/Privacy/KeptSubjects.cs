using PolicyApi.Platform.Idempotency;

namespace PolicyApi.Privacy;

/// <summary>Erases what is kept of answers for requests that are sent again.</summary>
/// <param name="answers">Keeps them.</param>
internal sealed class KeptSubjects(KeptAnswers answers) : ISubjectBodies
{
    /// <inheritdoc />
    public Task<long> EraseAsync(string subject, CancellationToken cancellation) => answers.EraseAsync(subject, cancellation);
}
