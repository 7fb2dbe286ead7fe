namespace PolicyApi.Tests.Jobs;

/// <summary>Time that passes by half a microsecond whenever somebody looks: what is done in a row is done within a millisecond.</summary>
internal sealed class CreepingTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 8, 0, 0, TimeSpan.Zero);
    private long _looks;

    public override DateTimeOffset GetUtcNow() => Start.AddTicks(5 * Interlocked.Increment(ref _looks));
}
