using Microsoft.Extensions.Options;
using PolicyApi.Observability;
using PolicyApi.Platform.Settings;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Answers;

/// <summary>
/// Stores answers in the mode that the settings name for their kind of request. An accepted answer is stored, or its loss is logged and counted.
/// </summary>
/// <param name="store">The store for the answers.</param>
/// <param name="settings">The mode for each kind of request.</param>
/// <param name="metrics">Counts lost answers.</param>
/// <param name="log">Receives reports of losses.</param>
internal sealed partial class AnswerLog(IPolicyStore store, IOptions<DecisionLogSettings> settings, ServiceMetrics metrics, ILogger<AnswerLog> log)
{
    /// <summary>How streams of subjects are stored.</summary>
    public LogMode Batches => settings.Value.Batches;

    /// <summary>How the answer to one subject is stored.</summary>
    public LogMode ModeOf(DecisionType type) => type == DecisionType.Decision ? settings.Value.Decisions : settings.Value.Appraisals;

    /// <summary>Stores records. The task completes when the answers may be sent.</summary>
    /// <param name="records">The records; the list may be changed afterwards.</param>
    /// <param name="mode">How they are stored; nothing is stored when off.</param>
    /// <exception cref="StoreBusyException">Too many are waiting; nothing was stored.</exception>
    public Task WriteAsync(IReadOnlyList<DecisionRecord> records, LogMode mode) => TakenAsync([.. records], mode);

    /// <summary>Stores one record. The task completes when the answer may be sent.</summary>
    /// <param name="record">The record.</param>
    /// <param name="mode">How they are stored; nothing is stored when off.</param>
    /// <exception cref="StoreBusyException">Too many are waiting; nothing was stored.</exception>
    public Task WriteAsync(DecisionRecord record, LogMode mode) => TakenAsync([record], mode);

    private Task TakenAsync(DecisionRecord[] taken, LogMode mode)
    {
        if (mode == LogMode.Off)
            return Task.CompletedTask;
        var append = store.AppendDecisionsAsync(taken);

        // A store that accepts nothing more fails immediately; the task is then returned so that the caller sees the failure.
        if (mode == LogMode.Durable || append.IsCompleted)
            return append;
        _ = WatchAsync(append, taken.Length);
        return Task.CompletedTask;
    }

    private async Task WatchAsync(Task append, int count)
    {
        try
        {
            await append;
        }
        catch (Exception e) when (e is StoreException or ObjectDisposedException or ArgumentException)
        {
            metrics.LostAnswers(count);
            Lost(log, e, count);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Count} answers were sent and could not be stored")]
    private static partial void Lost(ILogger log, Exception exception, int count);
}
