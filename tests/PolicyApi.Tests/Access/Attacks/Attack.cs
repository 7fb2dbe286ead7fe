using System.Globalization;
using System.Text;

namespace PolicyApi.Tests.Access.Attacks;

/// <summary>A bad request, as the bytes that are sent.</summary>
/// <param name="Name">What is bad about it.</param>
/// <param name="Head">The request line and headers, each ended by a line break.</param>
/// <param name="Body">The bytes after the empty line.</param>
/// <param name="MustBe">The correct statuses; empty for any refusal.</param>
internal sealed record Attack(string Name, string Head, byte[] Body, params int[] MustBe)
{
    /// <summary>Whether a status is correct for this request.</summary>
    public bool IsRightlyAnswered(int status) => MustBe.Length == 0 ? status is >= 400 and < 500 : MustBe.Contains(status);

    /// <summary>Creates a request whose body has the declared length.</summary>
    public static Attack Of(string name, string method, string target, string key, byte[] body, string mediaType, string extra, params int[] mustBe) => new(
        name,
        $"{method} {target} HTTP/1.1\r\nHost: service\r\nConnection: close\r\n{(key.Length > 0 ? $"Authorization: Bearer {key}\r\n" : "")}"
        + (body.Length > 0 || method is "POST" or "PUT" ? $"Content-Type: {mediaType}\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n" : "") + extra,
        body,
        mustBe);

    /// <summary>Creates a request without a body.</summary>
    public static Attack Get(string name, string target, string key, params int[] mustBe) => Of(name, "GET", target, key, [], "", "", mustBe);

    /// <summary>Creates a request with a text as its body.</summary>
    public static Attack Post(string name, string target, string key, string body, string mediaType, params int[] mustBe) =>
        Of(name, "POST", target, key, Encoding.UTF8.GetBytes(body), mediaType, "", mustBe);

    /// <summary>Creates a request with JSON as its body.</summary>
    public static Attack PostJson(string name, string target, string key, string body, params int[] mustBe) =>
        Post(name, target, key, body, "application/json", mustBe);
}
