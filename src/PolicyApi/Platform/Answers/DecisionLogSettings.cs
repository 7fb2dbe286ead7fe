using System.ComponentModel.DataAnnotations;

namespace PolicyApi.Platform.Answers;

/// <summary>How an answer is stored.</summary>
public enum LogMode
{
    /// <summary>Before it is sent: an answer that was received is on the disk.</summary>
    Durable,

    /// <summary>Soon after it is sent: the last answers before a crash may be missing. The answer says so.</summary>
    BestEffort,

    /// <summary>Not at all: it can be neither read again nor proved. The answer says so.</summary>
    Off,
}

/// <summary>How answers are stored, by the kind of request. Section <c>DecisionLog</c> of the settings; checked when the service starts.</summary>
public sealed class DecisionLogSettings
{
    /// <summary>The section's name in the settings.</summary>
    public const string Section = "DecisionLog";

    /// <summary>Decisions on one subject; durable unless set.</summary>
    public LogMode Decisions { get; init; }

    /// <summary>Appraisals of one subject; durable unless set.</summary>
    public LogMode Appraisals { get; init; }

    /// <summary>Streams of many subjects; durable unless set.</summary>
    public LogMode Batches { get; init; }

    /// <summary>How many requests' answers may wait to be stored before further ones are refused with 503: 1 to 1,000,000, 10,000 unless set.</summary>
    [Range(1, 1_000_000)]
    public int Waiting { get; init; } = 10_000;

    /// <summary>
    /// How many seconds a stream of subjects that has been answered in part waits for a busy store before the lines at hand are answered as
    /// not stored: 0 to 600, 30 unless set.
    /// </summary>
    [Range(0, 600)]
    public int StreamPatienceSeconds { get; init; } = 30;
}
