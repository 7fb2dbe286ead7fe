namespace PolicyApi.Audit.Refusals;

/// <summary>What several refused attempts have in common, so that they are counted instead of written one by one.</summary>
/// <param name="Actor">Who tried.</param>
/// <param name="Address">From where.</param>
/// <param name="Operation">What: the method and the route.</param>
/// <param name="Code">Why it was refused.</param>
internal sealed record RefusalKind(string Actor, string? Address, string Operation, string Code);

/// <summary>One refused attempt.</summary>
/// <param name="Kind">What it has in common with others.</param>
/// <param name="At">When.</param>
/// <param name="Status">The status that was answered.</param>
/// <param name="Path">The path, where it tells more than the route.</param>
internal sealed record Refusal(RefusalKind Kind, DateTimeOffset At, int Status, string? Path);
