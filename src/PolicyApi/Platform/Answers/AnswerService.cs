using System.Buffers;
using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using PolicyApi.Observability;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Idempotency;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Settings;
using PolicyApi.Storage;
using PolicyEngine.Policies;

namespace PolicyApi.Platform.Answers;

/// <summary>Answers the facts in a request, for one subject or many depending on the content type, and stores every answer as the settings say.</summary>
/// <param name="log">Stores the answers.</param>
/// <param name="limits">The limits of one request.</param>
/// <param name="settings">The time-out for a stream that waits for a busy store.</param>
/// <param name="time">The clock for waiting for a busy store.</param>
/// <param name="metrics">Counts the answers.</param>
internal sealed class AnswerService(AnswerLog log, IOptions<ServiceLimits> limits, IOptions<DecisionLogSettings> settings, TimeProvider time, ServiceMetrics metrics)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly TimeSpan _patience = TimeSpan.FromSeconds(settings.Value.StreamPatienceSeconds);

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request, with a body of type <c>application/json</c> or <c>application/x-ndjson</c>.</param>
    /// <param name="by">The policy or scheme that answers.</param>
    /// <param name="answer">Answers one subject.</param>
    /// <param name="path">Where stored answers can be read, such as <c>/v1/decisions</c>.</param>
    /// <exception cref="StoreBusyException">The store accepts nothing more; nothing was stored.</exception>
    /// <exception cref="FaultException">The body is empty, too large or of another media type.</exception>
    public ValueTask<Results<StoredAnswerResult, LineStreamResult<DecisionRecord>, Fault>> AnswerAsync(
        HttpRequest request, DocumentReference by, AnswerFacts answer, string path)
    {
        var counted = Counted(by, answer);
        if (BodyReader.IsNdjson(request))
            return new(Streamed(counted));
        if (!BodyReader.IsJson(request))
            return new(Faults.UnsupportedMediaType(request.ContentType, BodyReader.JsonMediaType, LineExchange<DecisionRecord>.MediaType));
        return AnswerOneAsync(request, counted, path);
    }

    private LineStreamResult<DecisionRecord> Streamed(AnswerFacts answer) =>
        new(new LineExchange<DecisionRecord>(limits.Value, (line, facts, to) => Line(answer, line, facts, to), StoreAsync), log.Batches);

    private async ValueTask<Results<StoredAnswerResult, LineStreamResult<DecisionRecord>, Fault>> AnswerOneAsync(HttpRequest request, AnswerFacts answer, string path)
    {
        DecisionRecord record;
        int length;
        LogMode mode;
        AnswerBuffer? kept = null;
        using (var facts = await BodyReader.HoldJsonAsync(request, limits.Value.FactsBytes))
        {
            var buffer = AnswerBuffer.Take();
            var answered = answer(facts.Utf8, buffer.Bytes);
            if (answered.Head is not { } head)
            {
                buffer.Dispose();
                return answered.Refusal!;
            }

            IdempotentRequests.About(request.HttpContext, head.Subject);
            mode = log.ModeOf(head.Type);
            if (mode == LogMode.Off)
                return new StoredAnswerResult(buffer);
            length = answered.Utf8.Length;

            // The buffer is kept only for durable answers: in best-effort mode, the store may still be reading it after the request has ended.
            if (mode == LogMode.Durable && buffer.IsFilled)
            {
                record = AnswerRecords.Complete(head, buffer.Bytes, facts.Utf8);
                kept = buffer;
            }
            else
            {
                record = answered.ToRecord(facts.Utf8);
                buffer.Dispose();
            }
        }

        // If this fails, the store may still read the record, so the buffer is not reused.
        await log.WriteAsync(record, mode);
        return new StoredAnswerResult(record, length, path, mode, kept);
    }

    private AnswerFacts Counted(DocumentReference by, AnswerFacts answer) => (facts, to) =>
    {
        var started = Stopwatch.GetTimestamp();
        var answered = answer(facts, to);
        metrics.Answered(by.Id, by.Version, answered.Outcome, started);
        return answered;
    };

    private DecisionRecord? Line(AnswerFacts answer, int line, ReadOnlyMemory<byte> facts, ArrayBufferWriter<byte> to)
    {
        var answered = answer(facts, to);
        if (answered.Refusal is not { } refusal)
            return log.Batches == LogMode.Off ? null : answered.ToRecord(facts);
        LineError.Write(to, line, refusal);
        return null;
    }

    /// <summary>
    /// Stores a batch of a stream. If no line of the stream has been answered yet, a busy or full store refuses the whole request. Later, a busy
    /// store slows the stream down until the time-out; then, or at once if the store is full, the lines of the batch are answered as not stored.
    /// </summary>
    /// <returns>Why the batch was not stored; <see langword="null"/> if it was.</returns>
    private async Task<Fault?> StoreAsync(StreamBatch<DecisionRecord> batch, CancellationToken cancellation)
    {
        for (var started = time.GetTimestamp(); ; await Task.Delay(Pause, time, cancellation))
        {
            try
            {
                await log.WriteAsync(batch.Records, log.Batches);
                return null;
            }
            catch (StoreBusyException) when (!batch.IsFirst)
            {
                if (time.GetElapsedTime(started) >= _patience)
                    return Faults.StoreBusy();
            }
            catch (StoreFullException) when (!batch.IsFirst)
            {
                return Faults.StoreFull();
            }
        }
    }
}
