using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PolicyEngine.Bench.Common;

namespace PolicyService.Load.Measured;

/// <summary>Checks that endpoints answer correctly, before anything is timed.</summary>
internal static class AnswerCheck
{
    /// <summary>Sends every input to an endpoint and checks the answers.</summary>
    /// <exception cref="InvalidOperationException">An answer is wrong; the message shows it.</exception>
    public static async Task AllAsync(LoadVariant variant, CommonInputs inputs, Func<JsonElement, int, bool> isRight)
    {
        using var client = new HttpClient();
        for (var i = 0; i < inputs.Facts.Length; i++)
        {
            var answer = await AskAsync(client, variant.Address, variant.Key, inputs.Facts[i]);
            using var document = JsonDocument.Parse(answer);
            if (!isRight(document.RootElement, i))
                throw new InvalidOperationException($"`{variant.Name}` answers input {i} wrongly:\n{answer}");
        }
    }

    /// <summary>Sends one input and returns the answer.</summary>
    /// <exception cref="HttpRequestException">There is no response, or it is not a success.</exception>
    public static async Task<string> AskAsync(HttpClient client, Uri address, string? key, byte[] facts)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(facts) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? text : throw new HttpRequestException($"{(int)response.StatusCode} from {address}: {text}");
    }

    /// <summary>Whether the service's answer has the expected triggers and rewards among its events, and a reason for every rule.</summary>
    public static bool IsDecision(JsonElement answer, string? expected)
    {
        if (!answer.GetProperty("rules").EnumerateArray().All(r => r.TryGetProperty("reason", out _)))
            return false;
        if (expected is null)
            return answer.GetProperty("missing").GetArrayLength() == 0;
        using var known = JsonDocument.Parse(expected);
        var events = answer.GetProperty("events").EnumerateArray().Select(e => e.GetString()).ToHashSet(StringComparer.Ordinal);
        return Texts(known.RootElement, "triggers").Concat(Texts(known.RootElement, "rewards")).All(events.Contains);
    }

    /// <summary>Whether an answer equals the expected JSON.</summary>
    public static bool IsSame(JsonElement answer, ReadOnlyMemory<byte> expected)
    {
        using var known = JsonDocument.Parse(expected);
        return JsonElement.DeepEquals(answer, known.RootElement);
    }

    /// <summary>Whether an answer equals the expected JSON; true if none is known.</summary>
    public static bool IsSame(JsonElement answer, string? expected) => expected is null || IsSame(answer, Encoding.UTF8.GetBytes(expected));

    private static IEnumerable<string?> Texts(JsonElement element, string member) => element.GetProperty(member).EnumerateArray().Select(e => e.GetString());
}
