namespace PolicyEngine.Impact;

/// <summary>A favourable answer.</summary>
/// <param name="Name"><c>met</c>, <c>grade A or better</c>, or an event.</param>
/// <param name="IsEvent">Whether it is an event.</param>
internal readonly record struct Favour(string Name, bool IsEvent)
{
    /// <summary>A promotion policy is met.</summary>
    public static Favour Met { get; } = new("met", IsEvent: false);

    /// <summary>A grade, or a better one, is reached.</summary>
    public static Favour Grade(string least) => new($"grade {least} or better", IsEvent: false);
}
