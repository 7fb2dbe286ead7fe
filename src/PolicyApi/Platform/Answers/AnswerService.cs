using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using PolicyApi.Observability;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Idempotency;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyEngine.Policies;

namespace PolicyApi.Platform.Answers;

/// <summary>Takes facts from a request, one subject or many by the content type, and has every answer stored as the settings say: before it is sent, unless set otherwise.</summary>
/// <param name="log">Stores the answers.</param>
/// <param name="limits">How much is taken at once.</param>
/// <param name="time">Paces waiting for a busy store.</param>
/// <param name="metrics">Counts the answers.</param>
internal sealed class AnswerService(AnswerLog log, IOptions<ServiceLimits> limits, TimeProvider time, ServiceMetrics metrics)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Answers a request.</summary>
    /// <param name="request">Its body is <c>application/json</c> or <c>application/x-ndjson</c>.</param>
    /// <param name="by">The policy or scheme that answers.</param>
    /// <param name="answer">Answers one subject.</param>
    /// <param name="path">Where stored answers are read, such as <c>/v1/decisions</c>.</param>
    /// <exception cref="FaultException">The body is empty, too large or of another media type.</exception>
    public async Task<Results<StoredAnswerResult, LineStreamResult<DecisionRecord>, Fault>> AnswerAsync(
        HttpRequest request, DocumentReference by, AnswerFacts answer, string path)
    {
        var counted = Counted(by, answer);
        if (BodyReader.IsNdjson(request))
            return new LineStreamResult<DecisionRecord>(new LineExchange<DecisionRecord>(limits.Value, (line, facts) => Line(counted, line, facts), StoreAsync), log.Batches);
        if (!BodyReader.IsJson(request))
            return Faults.UnsupportedMediaType(request.ContentType, BodyReader.JsonMediaType, LineExchange<DecisionRecord>.MediaType);
        var answered = counted(await BodyReader.ReadJsonAsync(request, limits.Value.FactsBytes));
        if (answered.Record is not { } record)
            return answered.Refusal!;
        IdempotentRequests.About(request.HttpContext, record.Subject);
        var mode = log.ModeOf(record.Type);
        await log.WriteAsync([record], mode);
        return new StoredAnswerResult(answered.Utf8, record.Sha256, mode == LogMode.Off ? null : $"{path}/{record.Id}", mode);
    }

    private AnswerFacts Counted(DocumentReference by, AnswerFacts answer) => facts =>
    {
        var started = Stopwatch.GetTimestamp();
        var answered = answer(facts);
        metrics.Answered(by.Id, by.Version, answered.Outcome, started);
        return answered;
    };

    private static LineAnswer<DecisionRecord> Line(AnswerFacts answer, int line, ReadOnlyMemory<byte> facts)
    {
        var answered = answer(facts);
        return answered.Refusal is { } refusal
            ? LineAnswer<DecisionRecord>.Refused(line, refusal)
            : new LineAnswer<DecisionRecord>(answered.Utf8, answered.Record);
    }

    /// <summary>Stores a batch; a busy store slows the stream down instead of breaking it off in the middle.</summary>
    private async Task StoreAsync(IReadOnlyList<DecisionRecord> records, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await log.WriteAsync(records, log.Batches);
                return;
            }
            catch (StoreBusyException)
            {
                await Task.Delay(Pause, time, cancellation);
            }
        }
    }
}
