using System.Text;
using System.Text.Json.Nodes;

namespace PolicyApi.Platform.Idempotency;

/// <summary>What is kept of an answer, or of a request that has none yet.</summary>
/// <param name="Fingerprint">Says which request it was; <see langword="null"/> while a stream is still arriving.</param>
/// <param name="At">When it came.</param>
/// <param name="IsStream">Whether its body was a stream.</param>
/// <param name="Status">The status; <see langword="null"/> while there is no answer.</param>
/// <param name="Headers">The headers that belong to the answer.</param>
/// <param name="Body">The body.</param>
/// <param name="Subject">The person whom the answer is about; left out when it is about nobody, or was erased.</param>
/// <param name="IsErased">Whether the answer was erased, with everything else about that person.</param>
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
    // Nothing this service does for one body takes longer; whatever is older was cut off. A stream may be long on its way.
    private static readonly TimeSpan LongestFlight = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestStream = TimeSpan.FromHours(1);

    /// <summary>Whether it can no longer be on its way.</summary>
    public bool IsCutOff(DateTimeOffset now) => now - At > (IsStream ? LongestStream : LongestFlight);

    /// <summary>Without anything of what it said, so that the request is still known and done no second time.</summary>
    public KeptAnswer Erased() => this with { Headers = null, Body = null, Subject = null, IsErased = true };

    /// <summary>With the answer of a request.</summary>
    /// <param name="response">Has status and headers.</param>
    /// <param name="body">The body.</param>
    /// <param name="secret">A member of it that is not kept.</param>
    /// <param name="fingerprint">Says which request it was.</param>
    /// <param name="subject">The person whom it is about.</param>
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
