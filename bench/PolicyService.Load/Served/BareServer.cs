using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PolicyEngine.Bench.Common;

namespace PolicyService.Load.Served;

/// <summary>A web server for comparison, with nothing around its endpoints: no keys, limits or records.</summary>
internal static class BareServer
{
    /// <summary>Deserializes the typed body and serializes it again.</summary>
    public const string Echo = "/echo";

    /// <summary>Returns the bytes of the body.</summary>
    public const string Bytes = "/bytes";

    /// <summary>Answers with the stock engine.</summary>
    public const string Stock = "/stock";

    /// <summary>Returns the allocations and garbage collections of the process.</summary>
    public const string Heap = "/heap";

    /// <summary>Builds the server.</summary>
    /// <param name="stock">The stock engine; <see langword="null"/> to leave it out.</param>
    public static WebApplication Build(Stock? stock)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();
        app.MapPost(Echo, EchoAsync);
        app.MapPost(Bytes, BytesAsync);
        app.MapGet(Heap, context => context.Response.WriteAsync(
            string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalAllocatedBytes()} {GC.CollectionCount(0)} {GC.GetTotalPauseDuration().TotalMicroseconds:F0}"), context.RequestAborted));
        if (stock is not null)
            app.MapPost(Stock, context => StockAsync(context, stock));
        return app;
    }

    /// <summary>Deserializes the typed body and serializes it again.</summary>
    public static async Task EchoAsync(HttpContext context)
    {
        var body = await JsonSerializer.DeserializeAsync(context.Request.BodyReader, EchoJson.Default.EchoBody, context.RequestAborted);
        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(context.Response.BodyWriter, body!, EchoJson.Default.EchoBody, context.RequestAborted);
    }

    private static async Task BytesAsync(HttpContext context)
    {
        await AnswerAsync(context, await ReadAsync(context));
    }

    private static async Task StockAsync(HttpContext context, Stock stock)
    {
        var facts = PolicyEngine.Bench.Common.Stock.Expando(await ReadAsync(context));
        IDictionary<string, object?> members = facts;
        var answer = PolicyEngine.Bench.Common.Stock.Answer((string)members["managerId"]!, (string)members["period"]!, stock.Run(facts));
        await AnswerAsync(context, JsonSerializer.SerializeToUtf8Bytes(answer, CommonJson.Default.CommonAnswer));
    }

    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        while (true)
        {
            var read = await context.Request.BodyReader.ReadAsync(context.RequestAborted);
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                context.Request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            context.Request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static async Task AnswerAsync(HttpContext context, byte[] utf8)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = utf8.Length;
        await context.Response.Body.WriteAsync(utf8, context.RequestAborted);
    }
}
