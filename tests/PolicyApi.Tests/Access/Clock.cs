namespace PolicyApi.Tests.Access;

/// <summary>The real time plus an offset that a test sets.</summary>
internal sealed class Clock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
