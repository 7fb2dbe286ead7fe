namespace PolicyApi.Audit.Refusals;

/// <summary>The common properties of several refused attempts, so that they are counted instead of written one by one.</summary>
/// <param name="Actor">The caller.</param>
/// <param name="Address">The client's address.</param>
/// <param name="Operation">The attempted operation: method and route.</param>
/// <param name="Code">Why it was refused.</param>
internal sealed record RefusalKind(string Actor, string? Address, string Operation, string Code);

/// <summary>One refused attempt.</summary>
/// <param name="Kind">The common properties.</param>
/// <param name="At">The time of the attempt.</param>
/// <param name="Status">The status of the response.</param>
/// <param name="Path">The path, if it says more than the route.</param>
internal sealed record Refusal(RefusalKind Kind, DateTimeOffset At, int Status, string? Path);
