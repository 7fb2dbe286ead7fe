using System.ComponentModel.DataAnnotations;

namespace PolicyApi.Platform.Settings;

/// <summary>How an answer is stored.</summary>
public enum LogMode
{
    /// <summary>Before it is sent: every answer that a client has received is on disk.</summary>
    Durable,

    /// <summary>Soon after it is sent: the last answers before a crash may be missing. A response header says so.</summary>
    BestEffort,

    /// <summary>Not at all: the answer can be neither read again nor verified. A response header says so.</summary>
    Off,
}

/// <summary>How answers are stored, by the kind of request. Section <c>DecisionLog</c> of the settings; checked when the service starts.</summary>
public sealed class DecisionLogSettings
{
    /// <summary>The section's name in the settings.</summary>
    public const string Section = "DecisionLog";

    /// <summary>How decisions on one subject are stored; default: durable.</summary>
    public LogMode Decisions { get; init; }

    /// <summary>How appraisals of one subject are stored; default: durable.</summary>
    public LogMode Appraisals { get; init; }

    /// <summary>How the answers to streams of subjects are stored; default: durable.</summary>
    public LogMode Batches { get; init; }

    /// <summary>The number of requests whose answers may wait to be stored; further requests are refused with 503: 1 to 1,000,000; default: 10,000.</summary>
    [Range(1, 1_000_000)]
    public int Waiting { get; init; } = 10_000;

    /// <summary>
    /// The number of seconds that a partly answered stream of subjects waits for a busy store before the waiting lines are answered as not
    /// stored: 0 to 600; default: 30.
    /// </summary>
    [Range(0, 600)]
    public int StreamPatienceSeconds { get; init; } = 30;
}
