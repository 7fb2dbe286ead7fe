using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PolicyApi.Tests.Audit;

/// <summary>The other end of a webhook, on a port that the system gives it.</summary>
internal sealed class Webhook : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Queue<int> _statuses;
    private readonly int _expected;
    private readonly List<string> _bodies = [];
    private readonly TaskCompletionSource<IReadOnlyList<string>> _received = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Webhook(WebApplication app, int[] statuses) => (_app, _statuses, _expected) = (app, new Queue<int>(statuses), statuses.Length);

    /// <summary>Where heads are to be posted.</summary>
    public string Address => _app.Urls.First() + "/heads";

    /// <summary>The bodies of as many requests as there are statuses.</summary>
    public Task<IReadOnlyList<string>> Received => _received.Task;

    /// <summary>Answers a request with each status; whatever comes later, with the last.</summary>
    public static async Task<Webhook> StartAsync(params int[] statuses)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var webhook = new Webhook(app, statuses);
        app.MapPost("/heads", webhook.TakeAsync);
        await app.StartAsync();
        return webhook;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        lock (_bodies)
        {
            context.Response.StatusCode = _statuses.Count > 1 ? _statuses.Dequeue() : _statuses.Peek();
            _bodies.Add(body);
            if (_bodies.Count == _expected)
                _received.TrySetResult([.. _bodies]);
        }
    }
}
