namespace PolicyApi.Access;

/// <summary>Receives refused attempts, for the audit log.</summary>
internal interface IRefusals
{
    /// <summary>Records an attempt; never waits and never fails.</summary>
    /// <param name="actor">The caller.</param>
    /// <param name="address">The client's address; <see langword="null"/> if the connection has none.</param>
    /// <param name="operation">The method and the route.</param>
    /// <param name="code">Why it was refused.</param>
    /// <param name="status">The status of the response.</param>
    /// <param name="path">The path, if it says more than the route; otherwise <see langword="null"/>.</param>
    void Note(string actor, string? address, string operation, string code, int status, string? path);
}

/// <summary>Marks a request whose response hides that it was refused, such as a request for somebody else's appraisal.</summary>
/// <param name="Code">Why it was refused.</param>
internal sealed record HiddenRefusal(string Code)
{
    /// <summary>The caller asked for something that exists but that they may not read.</summary>
    public static HiddenRefusal NotYours { get; } = new("not-yours");
}
