namespace PolicyApi.Tests.Access;

/// <summary>The real time, and as much later as a test says.</summary>
internal sealed class Clock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
