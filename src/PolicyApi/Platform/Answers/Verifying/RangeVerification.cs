using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Json;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.Queries;
using PolicyApi.Privacy;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Answers.Verifying;

/// <summary>A range of stored answers to evaluate again.</summary>
public sealed record RangeQuery
{
    /// <summary>The earliest moment.</summary>
    [FromQuery(Name = "from"), Description("Only answers made at this moment or later."), NotAfter("to")]
    public DateTimeOffset? From { get; init; }

    /// <summary>The end of the range, exclusive.</summary>
    [FromQuery(Name = "to"), Description("Only answers made before this moment.")]
    public DateTimeOffset? To { get; init; }

    /// <summary>The maximum number of answers.</summary>
    [FromQuery(Name = "limit"), Description("The maximum number of answers, newest first: 1 to 100,000; default: 1,000."), Within(1, Largest)]
    public int? Limit { get; init; }

    /// <summary>The cursor returned with the previous summary.</summary>
    [FromQuery(Name = "after"), Description("The `next` of the previous summary, to verify older answers."), Place(PlaceOf.Answer)]
    public string? After { get; init; }

    private const int Largest = 100_000;
    private const int Usual = 1_000;

    /// <summary>The maximum number of answers.</summary>
    internal int Most() => Limit ?? Usual;
}

/// <summary>Evaluates a range of stored answers again: writes one line for each that is not the same, and a summary as the last line.</summary>
/// <param name="store">The store with the answers.</param>
/// <param name="filter">The filter.</param>
/// <param name="range">The range of times, and the maximum number.</param>
/// <param name="verify">Verifies one answer.</param>
internal sealed class RangeVerification(
    IDecisionStore store, DecisionFilter filter, RangeQuery range, Func<DecisionRecord, CancellationToken, Task<AnswerVerification>> verify) : IResult
{
    private static readonly JsonTypeInfo<AnswerVerification> VerificationType = WireJson.Type<AnswerVerification>(VerificationJson.Default);
    private static readonly JsonTypeInfo<VerificationSummary> SummaryType = WireJson.Type<VerificationSummary>(VerificationJson.Default);

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var cancellation = httpContext.RequestAborted;
        var most = range.Most();
        var cursor = Cursors.Place(range.After, range.To);
        httpContext.Response.ContentType = LineExchange<DecisionRecord>.MediaType;
        var counts = new Dictionary<VerificationResult, int>();
        var done = 0;
        string? next = null;
        await foreach (var record in StoredFacts.NewestFirstAsync(store, filter, range.From, cursor, cancellation))
        {
            if (done == most)
                break;
            var verification = await verify(record, cancellation);
            counts[verification.Result] = counts.GetValueOrDefault(verification.Result) + 1;
            done++;
            next = Cursors.Write(new DecisionCursor(record.At, record.Id));
            if (verification.Result != VerificationResult.Same)
                await WriteAsync(httpContext, verification, VerificationType);
        }

        await WriteAsync(
            httpContext,
            new VerificationSummary(
                done,
                counts.GetValueOrDefault(VerificationResult.Same),
                counts.GetValueOrDefault(VerificationResult.Different),
                counts.GetValueOrDefault(VerificationResult.NotPossible),
                done == most ? next : null),
            SummaryType);
    }

    private static async Task WriteAsync<T>(HttpContext context, T line, JsonTypeInfo<T> type)
    {
        await context.Response.BodyWriter.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, type), context.RequestAborted);
        await context.Response.BodyWriter.WriteAsync("\n"u8.ToArray(), context.RequestAborted);
    }
}
