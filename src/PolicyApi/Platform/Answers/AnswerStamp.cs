using PolicyApi.Storage;

namespace PolicyApi.Platform.Answers;

/// <summary>The id and time of an answer: the only parts in which answers to the same question may differ.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When it was given, as stored.</param>
internal readonly record struct AnswerStamp(string Id, DateTimeOffset At)
{
    /// <summary>A new one.</summary>
    /// <param name="prefix">The id's prefix, such as <c>dec</c>.</param>
    /// <param name="now">The present moment, as exactly as the clock gives it: that orders the ids of one stored moment.</param>
    public static AnswerStamp New(string prefix, DateTimeOffset now) => new(DecisionIds.New(prefix, now), StoredTime.Cut(now));
}
