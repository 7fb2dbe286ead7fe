namespace PolicyApi.Access;

/// <summary>Is told of refused attempts, for the audit log.</summary>
internal interface IRefusals
{
    /// <summary>Takes an attempt; never waits and never fails.</summary>
    /// <param name="actor">Who tried.</param>
    /// <param name="address">From where.</param>
    /// <param name="operation">What: the method and the route.</param>
    /// <param name="code">Why it was refused.</param>
    /// <param name="status">The status that was answered.</param>
    /// <param name="path">The path, where it tells more than the route.</param>
    void Note(string actor, string? address, string operation, string code, int status, string? path);
}

/// <summary>Marks a request whose refusal its answer does not show, such as asking for what is somebody else's.</summary>
/// <param name="Code">Why it was refused.</param>
internal sealed record HiddenRefusal(string Code)
{
    /// <summary>Asked for what is there and is not the caller's.</summary>
    public static HiddenRefusal NotYours { get; } = new("not-yours");
}
