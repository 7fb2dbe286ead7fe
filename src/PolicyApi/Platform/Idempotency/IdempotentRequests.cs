using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Json;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Idempotency;

/// <summary>
/// Lets a POST that makes something be sent again when its answer was lost: with the same <c>Idempotency-Key</c>, the same caller
/// gets the same answer for 24 hours, and nothing is made twice. It is for single bodies; streams are told apart by their lines.
/// </summary>
/// <param name="next">Answers the request.</param>
/// <param name="store">Keeps the answers.</param>
/// <param name="limits">How much is taken at once.</param>
/// <param name="time">Says when they run out.</param>
internal sealed class IdempotentRequests(RequestDelegate next, IPolicyStore store, IOptions<ServiceLimits> limits, TimeProvider time)
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>The collection of records that keeps the answers.</summary>
    internal const string Collection = "idempotency";

    private const int LongestKey = 128;
    private const int MostAnswerBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    // Nothing this service does for one body takes longer; whatever is older was cut off.
    private static readonly TimeSpan LongestFlight = TimeSpan.FromMinutes(5);

    /// <summary>Answers, from what is kept or anew.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.Request.Headers.TryGetValue(Header, out var sent) || context.GetEndpoint()?.Metadata.GetMetadata<Repeatable>() is not { } repeatable)
        {
            await next(context);
            return;
        }

        if (sent.ToString() is not { Length: > 0 and <= LongestKey } key || !key.All(c => c is >= '!' and <= '~'))
            throw new FaultException(Faults.ParameterInvalid(Header, $"`{Header}` is 1 to {LongestKey} characters from `!` to `~`, such as a UUID."));
        if (BodyReader.IsNdjson(context.Request))
            throw new FaultException(Faults.ParameterInvalid(Header, $"`{Header}` is for one subject; a stream cannot be sent again as a whole."));
        await AnswerAsync(context, RecordOf(context, key), await FingerprintAsync(context, repeatable.Limit(limits.Value)));
    }

    private async Task AnswerAsync(HttpContext context, RecordKey record, string fingerprint)
    {
        var known = await store.FindRecordAsync(record, context.RequestAborted);
        if (known is not null)
        {
            await RepeatAsync(context, JsonSerializer.Deserialize(known.Bytes.Span, WireJson.Options.TypeInfo<KeptAnswer>())!, fingerprint);
            return;
        }

        // Written before anything is done: of two that come at once, one is told to wait.
        var open = new KeptAnswer(fingerprint, time.GetUtcNow());
        if (!await PutAsync(record, 0, open))
            throw new FaultException(InFlight());
        await FirstAsync(context, record, open);
    }

    private async Task FirstAsync(HttpContext context, RecordKey record, KeptAnswer open)
    {
        var answer = context.Response.Body;
        await using var copy = new MemoryStream();
        context.Response.Body = copy;
        var isKept = false;
        try
        {
            await next(context);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            context.Response.Body = answer;

            // What was refused has done nothing, and may be right the next time.
            if (context.Response.StatusCode < StatusCodes.Status400BadRequest && copy.Length <= MostAnswerBytes)
                isKept = await PutAsync(record, 1, open with { Status = context.Response.StatusCode, Headers = HeadersOf(context.Response), Body = copy.ToArray(), Subject = context.Features.Get<AnsweredSubject>()?.Sha256 });
        }
        catch (StoreFailedException)
        {
            // Whether it was done is not known, so it must not be done again.
            isKept = true;
            throw;
        }
        finally
        {
            context.Response.Body = answer;
            if (!isKept)
                await ReleaseAsync(record);
        }

        copy.Position = 0;
        await copy.CopyToAsync(answer, context.RequestAborted);
    }

    private async Task RepeatAsync(HttpContext context, KeptAnswer kept, string fingerprint)
    {
        if (!string.Equals(kept.Fingerprint, fingerprint, StringComparison.Ordinal))
            throw new FaultException(new Fault(422, "key-reused", "The key was used for another request", $"the same `{Header}` came with another path or body before; take a new one for a new request."));
        if (kept.IsErased)
            throw new FaultException(Erased());
        if (kept.Status is not { } status)
            throw new FaultException(IsCutOff(kept) ? Unknown() : InFlight());
        context.Response.StatusCode = status;
        foreach (var (name, value) in kept.Headers ?? [])
            context.Response.Headers[name] = value;
        await context.Response.Body.WriteAsync(kept.Body, context.RequestAborted);
    }

    private bool IsCutOff(KeptAnswer kept) => time.GetUtcNow() - kept.At > LongestFlight;

    private async Task<bool> PutAsync(RecordKey record, long expectedVersion, KeptAnswer answer)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(answer, WireJson.Options.TypeInfo<KeptAnswer>());
        var change = new StoreChange { Records = [RecordWrite.Put(record, expectedVersion, bytes, answer.At + Kept)] };
        return await store.AppendAsync(change, CancellationToken.None) is AppendResult.Appended;
    }

    private async Task ReleaseAsync(RecordKey record) =>
        await store.AppendAsync(new StoreChange { Records = [RecordWrite.Delete(record, 1)] }, CancellationToken.None);

    // Bound to the caller: somebody else's key of the same name is another.
    private static RecordKey RecordOf(HttpContext context, string key) =>
        new(Collection, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Actors.Of(context)}\n{key}"))));

    private static async Task<string> FingerprintAsync(HttpContext context, int limit)
    {
        var request = context.Request;
        var body = await BodyReader.ReadAsync(request, limit);
        request.Body = new MemoryStream(body.ToArray(), writable: false);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}\n{request.QueryString}\n{request.ContentType}\n{request.Headers.IfMatch}\n"));
        hash.AppendData(body.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Dictionary<string, string> HeadersOf(HttpResponse response) => response.Headers
        .Where(h => h.Key is "Content-Type" or "ETag" or "Location" or "Cache-Control" or "Content-Language")
        .ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.Ordinal);

    private static Fault InFlight() => new(409, "in-flight", "The same request is being answered", $"another request with this `{Header}` has not been answered yet; send it again in a moment.") { RetryAfterSeconds = 1 };

    private static Fault Erased() => new(
        StatusCodes.Status410Gone, "erased", "The answer was erased", "the person whom it was about was erased since; nothing is made again.");

    private static Fault Unknown() => new(
        409, "outcome-unknown", "Whether it was done is not known",
        $"a request with this `{Header}` was cut off before its answer was kept; look whether what it makes is there, and take a new key if not.");
}

/// <summary>What is kept of an answer, or of a request that has none yet.</summary>
/// <param name="Fingerprint">Says which request it was.</param>
/// <param name="At">When it came.</param>
/// <param name="Status">The status; <see langword="null"/> while there is no answer.</param>
/// <param name="Headers">The headers that belong to the answer.</param>
/// <param name="Body">The body.</param>
/// <param name="Subject">SHA-256 of the id of the person whom the answer is about; <see langword="null"/> when it is about nobody.</param>
/// <param name="IsErased">Whether that person was erased since, and the answer with it.</param>
internal sealed record KeptAnswer(
    string Fingerprint, DateTimeOffset At, int? Status = null, Dictionary<string, string>? Headers = null, byte[]? Body = null, string? Subject = null, bool IsErased = false);
