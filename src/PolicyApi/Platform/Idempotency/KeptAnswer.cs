using System.Text;
using System.Text.Json.Nodes;

namespace PolicyApi.Platform.Idempotency;

/// <summary>The stored answer to a request, or the note that the request is in progress.</summary>
/// <param name="Fingerprint">Identifies the request; <see langword="null"/> while a stream is still arriving.</param>
/// <param name="At">When the request arrived.</param>
/// <param name="IsStream">Whether the body was a stream.</param>
/// <param name="Status">The status; <see langword="null"/> while there is no answer.</param>
/// <param name="Headers">The headers that are repeated with the answer.</param>
/// <param name="Body">The body.</param>
/// <param name="Subject">The person whom the answer is about; left out if it is about nobody, or was erased.</param>
/// <param name="IsErased">Whether the answer was erased together with everything else about that person.</param>
internal sealed record KeptAnswer(
    string? Fingerprint,
    DateTimeOffset At,
    bool IsStream = false,
    int? Status = null,
    Dictionary<string, string>? Headers = null,
    byte[]? Body = null,
    string? Subject = null,
    bool IsErased = false)
{
    // No request with a single body takes longer, so an older one without an answer was interrupted. A stream may take longer to arrive.
    private static readonly TimeSpan LongestFlight = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestStream = TimeSpan.FromHours(1);

    /// <summary>Whether the request is too old to be still in progress.</summary>
    public bool IsCutOff(DateTimeOffset now) => now - At > (IsStream ? LongestStream : LongestFlight);

    /// <summary>Returns a copy without the content of the answer: the request is still known, and is not carried out a second time.</summary>
    public KeptAnswer Erased() => this with { Headers = null, Body = null, Subject = null, IsErased = true };

    /// <summary>Returns a copy with the answer to the request.</summary>
    /// <param name="response">The response, for status and headers.</param>
    /// <param name="body">The body.</param>
    /// <param name="secret">The name of a member of the body that must not be stored; <see langword="null"/> if there is none.</param>
    /// <param name="fingerprint">Identifies the request.</param>
    /// <param name="subject">The person whom the answer is about; <see langword="null"/> for nobody.</param>
    public KeptAnswer With(HttpResponse response, byte[] body, string? secret, string fingerprint, string? subject) => this with
    {
        Fingerprint = fingerprint,
        Status = response.StatusCode,
        Headers = response.Headers
            .Where(h => h.Key is "Content-Type" or "ETag" or "Location" or "Cache-Control" or "Content-Language")
            .ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.Ordinal),
        Body = secret is null ? body : Without(secret, body),
        Subject = subject,
    };

    private static byte[] Without(string member, byte[] body)
    {
        var answer = JsonNode.Parse(body)!.AsObject();
        return answer.Remove(member)
            ? Encoding.UTF8.GetBytes(answer.ToJsonString())
            : throw new InvalidOperationException($"an answer whose `{member}` must not be kept has none.");
    }
}
