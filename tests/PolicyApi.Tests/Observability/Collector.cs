using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace PolicyApi.Tests.Observability;

/// <summary>Receives data by OTLP, over HTTP or gRPC. Protobuf contains names and texts as they are, so the bytes can be searched.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _received = new(StringComparer.Ordinal);

    private Collector(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <param name="protocols">The HTTP protocols; gRPC needs HTTP/2 only, because without TLS no protocol is negotiated.</param>
    public static async Task<Collector> StartAsync(HttpProtocols protocols = HttpProtocols.Http1)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = protocols));
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var collector = new Collector(app);
        app.MapPost("/v1/{signal}", collector.TakeAsync);
        app.MapPost("/opentelemetry.proto.collector.{signal}.v1.{service}/Export", collector.TakeCallAsync);
        await app.StartAsync();
        return collector;
    }

    /// <summary>Returns everything received for a signal, such as <c>traces</c>.</summary>
    public string Received(string signal) => _received.GetValueOrDefault(signal, string.Empty);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Receives a gRPC call and answers with an empty message: no compression, no bytes.</summary>
    private async Task TakeCallAsync(string signal, HttpContext context)
    {
        await TakeAsync(signal, context.Request);
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[5]);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private async Task TakeAsync(string signal, HttpRequest request)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var text = Encoding.Latin1.GetString(body.ToArray());
        _received.AddOrUpdate(signal, text, (_, before) => before + text);
    }
}
