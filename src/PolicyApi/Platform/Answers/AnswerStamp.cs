using PolicyApi.Storage;

namespace PolicyApi.Platform.Answers;

/// <summary>The id and time of an answer, the only parts in which two answers to the same question may differ.</summary>
/// <param name="Id">The id.</param>
/// <param name="At">The time of the answer, in the precision in which it is stored.</param>
internal readonly record struct AnswerStamp(string Id, DateTimeOffset At)
{
    /// <summary>Creates a stamp with a new id.</summary>
    /// <param name="prefix">The id's prefix, such as <c>dec</c>.</param>
    /// <param name="now">The present moment in the clock's full precision, which orders the ids of answers with the same stored time.</param>
    public static AnswerStamp New(string prefix, DateTimeOffset now) => new(DecisionIds.New(prefix, now), StoredTime.Cut(now));
}
