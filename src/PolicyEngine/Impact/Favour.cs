namespace PolicyEngine.Impact;

/// <summary>A favourable result.</summary>
/// <param name="Name"><c>met</c>, a text such as <c>grade A or better</c>, or the name of an event.</param>
/// <param name="IsEvent">Whether it is an event.</param>
internal readonly record struct Favour(string Name, bool IsEvent)
{
    /// <summary>A promotion policy is met.</summary>
    public static Favour Met { get; } = new("met", IsEvent: false);

    /// <summary>Returns the favourable result of reaching a grade or a better one.</summary>
    public static Favour Grade(string least) => new($"grade {least} or better", IsEvent: false);
}
