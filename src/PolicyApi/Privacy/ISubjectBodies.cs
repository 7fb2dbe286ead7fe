namespace PolicyApi.Privacy;

/// <summary>A place other than the log of answers that stores data about people, and can erase those about one person.</summary>
internal interface ISubjectBodies
{
    /// <summary>Erases everything stored here about a person. Erasing twice does no harm.</summary>
    /// <param name="subject">The person's id.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>The number of things erased by this call.</returns>
    Task<long> EraseAsync(string subject, CancellationToken cancellation);
}
