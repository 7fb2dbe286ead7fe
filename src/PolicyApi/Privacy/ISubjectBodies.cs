namespace PolicyApi.Privacy;

/// <summary>Something else that keeps what was said about people, beside the log of answers: it forgets a person when told to.</summary>
internal interface ISubjectBodies
{
    /// <summary>Erases everything that is kept about a person. Doing it again does no harm.</summary>
    /// <param name="subject">The person's id.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>How many things were erased now.</returns>
    Task<long> EraseAsync(string subject, CancellationToken cancellation);
}
