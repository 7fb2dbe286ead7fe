using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Requests;
using PolicyApi.Platform.Settings;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Idempotency;

/// <summary>
/// Lets a client repeat a request that creates or changes something if the answer was lost: with the same <c>Idempotency-Key</c>, the same
/// caller gets the same answer for 24 hours, and nothing is done twice.
/// </summary>
/// <param name="next">Answers the request.</param>
/// <param name="kept">The stored answers.</param>
/// <param name="limits">The limits of bodies.</param>
/// <param name="time">The clock, for the age of stored answers.</param>
internal sealed class IdempotentRequests(RequestDelegate next, KeptAnswers kept, IOptions<ServiceLimits> limits, TimeProvider time)
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    private const int LongestKey = 128;
    private const int MostAnswerBytes = 4 * 1024 * 1024;
    private static readonly object AboutKey = new();

    /// <summary>
    /// Records the person whom the answer to a request is about, so that the stored answer can be erased with everything else about that person.
    /// </summary>
    public static void About(HttpContext context, string? subject) => context.Items[AboutKey] = subject;

    /// <summary>Answers a request, from the stored answer if there is one.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.Request.Headers.TryGetValue(Header, out var sent) || context.GetEndpoint()?.Metadata is not { } endpoint)
            return next(context);
        if (endpoint.GetMetadata<Unrepeatable>() is { } unrepeatable)
            throw new FaultException(Faults.ParameterInvalid(Header, $"`{Header}` is not accepted here: {unrepeatable.Reason}."));
        return endpoint.GetMetadata<Repeatable>() is { } repeatable
            ? AnswerAsync(context, repeatable, KeptAnswers.KeyOf(Actors.Of(context), KeyOf(sent.ToString())))
            : next(context); // It changes nothing.
    }

    private static string KeyOf(string sent) => sent.Length is > 0 and <= LongestKey && sent.All(c => c is >= '!' and <= '~')
        ? sent
        : throw new FaultException(Faults.ParameterInvalid(Header, $"`{Header}` must have 1 to {LongestKey} characters from `!` to `~`, such as a UUID."));

    private async Task AnswerAsync(HttpContext context, Repeatable repeatable, RecordKey record)
    {
        var isStream = BodyReader.IsNdjson(context.Request);
        if (isStream && !repeatable.TakesStreams)
            throw new FaultException(Faults.ParameterInvalid(Header, $"`{Header}` is only possible for one subject here: a stream is answered while it arrives, and its answers are not kept as a whole. Send again the lines whose answers did not arrive, or start a job, which accepts the key with any number of lines."));
        using var fingerprint = new Fingerprint(context.Request);
        if (!isStream)
            await ReadAsync(context.Request, repeatable.Limit(limits.Value), fingerprint);
        if (await kept.FindAsync(record, context.RequestAborted) is { } known)
        {
            await RepeatAsync(context, known, fingerprint);
            return;
        }

        // Stored before anything is done, so that of two requests at the same time, one is told to wait.
        var open = new KeptAnswer(isStream ? null : fingerprint.ToString(), time.GetUtcNow(), isStream);
        if (!await kept.PutAsync(record, 0, open))
            throw new FaultException(InFlight());
        if (isStream)
            context.Request.Body = new FingerprintedBody(context.Request.Body, fingerprint);

        await FirstAsync(context, record, body => open.With(context.Response, body, repeatable.Secret, fingerprint.ToString(), context.Items[AboutKey] as string));
    }

    private async Task FirstAsync(HttpContext context, RecordKey record, Func<byte[], KeptAnswer> keep)
    {
        var (answer, gone) = (context.Response.Body, context.RequestAborted);

        // If the client disconnects, the request is still completed and its answer stored, because the client will repeat the request to get it.
        context.RequestAborted = CancellationToken.None;
        await using var copy = new MemoryStream();
        context.Response.Body = copy;
        var isKept = false;
        try
        {
            await next(context);
            await context.Response.BodyWriter.FlushAsync(CancellationToken.None);
            context.Response.Body = answer;

            // A refused request has done nothing, and may succeed the next time.
            if (context.Response.StatusCode < StatusCodes.Status400BadRequest && copy.Length <= MostAnswerBytes)
                isKept = await kept.PutAsync(record, 1, keep(copy.ToArray()));
        }
        catch (StoreFailedException)
        {
            // It is not known whether the request was carried out, so it must not be repeated.
            isKept = true;
            throw;
        }
        finally
        {
            (context.Response.Body, context.RequestAborted) = (answer, gone);
            if (!isKept)
                await kept.ReleaseAsync(record);
        }

        copy.Position = 0;
        await copy.CopyToAsync(answer, context.RequestAborted);
    }

    private async Task RepeatAsync(HttpContext context, KeptAnswer known, Fingerprint fingerprint)
    {
        if (known.Status is null && known.Fingerprint is null)
            throw new FaultException(WithoutAnswer(known));
        if (known.IsStream && BodyReader.IsNdjson(context.Request))
            await PassAsync(context, fingerprint);
        if (!string.Equals(known.Fingerprint, fingerprint.ToString(), StringComparison.Ordinal))
            throw new FaultException(new Fault(422, "key-reused", "The key was used for another request", $"the same `{Header}` was used before with another path or body; use a new one for a new request."));
        if (known.IsErased)
            throw new FaultException(new Fault(410, "answer-erased", "The answer was erased", "it was about a person who has since been erased; the request was carried out and will not be repeated."));
        if (known.Status is not { } status)
            throw new FaultException(WithoutAnswer(known));
        context.Response.StatusCode = status;
        foreach (var (name, value) in known.Headers ?? [])
            context.Response.Headers[name] = value;
        await context.Response.Body.WriteAsync(known.Body, context.RequestAborted);
    }

    private static async Task ReadAsync(HttpRequest request, int limit, Fingerprint fingerprint)
    {
        var body = await BodyReader.ReadAsync(request, limit);
        fingerprint.Add(body.Span);
        request.Body = new MemoryStream(body.ToArray(), writable: false);
    }

    // Reads the stream only to compare it: a repeated request must have the same body.
    private static async Task PassAsync(HttpContext context, Fingerprint fingerprint)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        await new FingerprintedBody(context.Request.Body, fingerprint).CopyToAsync(Stream.Null, context.RequestAborted);
    }

    private Fault WithoutAnswer(KeptAnswer known) => known.IsCutOff(time.GetUtcNow()) ? Unknown() : InFlight();

    private static Fault InFlight() => new(409, "in-flight", "The same request is being answered", $"another request with this `{Header}` is still in progress; send it again in a moment.") { RetryAfterSeconds = 1 };

    private static Fault Unknown() => new(
        409, "outcome-unknown", "Whether it was done is not known",
        $"a request with this `{Header}` was interrupted before its response was stored; check whether it took effect, and retry with a new key if it did not.");
}
