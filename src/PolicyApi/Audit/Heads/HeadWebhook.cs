using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace PolicyApi.Audit.Heads;

/// <summary>Posts heads to the configured address: a few tries with growing pauses, no redirects, no proxy.</summary>
/// <param name="settings">The address.</param>
/// <param name="time">The clock, for the pauses.</param>
internal sealed class HeadWebhook(IOptions<AuditSettings> settings, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(25)];

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = Patience }) { Timeout = Patience };

    /// <summary>Posts a head.</summary>
    /// <returns>Whether the address accepted it (any 2xx).</returns>
    public async Task<bool> PostAsync(byte[] head, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (await TryAsync(head, cancellation))
                return true;
            if (attempt == Pauses.Length)
                return false;
            await Task.Delay(Pauses[attempt], time, cancellation);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private async Task<bool> TryAsync(byte[] head, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(head);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            // The response body is not read: it is not needed, and could have any size.
            using var request = new HttpRequestMessage(HttpMethod.Post, settings.Value.Webhook) { Content = content };
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }
}
