namespace PolicyApi.Tests.Access;

/// <summary>The real time plus an offset that a test sets.</summary>
internal sealed class Clock : TimeProvider
{
    private DateTimeOffset? _stopped;

    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => (_stopped ?? base.GetUtcNow()) + Ahead;

    /// <summary>From now on time passes only when a test says so.</summary>
    public void Stop() => _stopped = base.GetUtcNow();
}
