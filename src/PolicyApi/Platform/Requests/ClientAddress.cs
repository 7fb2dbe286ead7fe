using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using PolicyApi.Access;
using PolicyApi.Storage;
using IPNetwork = System.Net.IPNetwork;

namespace PolicyApi.Platform.Requests;

/// <summary>From where a request comes: what limits, logs and the journal go by.</summary>
internal static class ClientAddress
{
    /// <summary>The client's address; <see langword="null"/> when the connection has none.</summary>
    public static string? Of(HttpContext context) => context.Connection.RemoteIpAddress is { } address
        ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
        : null;

    /// <summary>
    /// Believes <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> of the proxies that the settings name and of nobody else, and tells the journal
    /// from where every change of this request comes.
    /// </summary>
    public static void UseClientAddress(this WebApplication app)
    {
        if (Forwarding(app.Services.GetRequiredService<IOptions<AccessSettings>>().Value.Proxies) is { } options)
            app.UseForwardedHeaders(options);
        app.Use((context, next) =>
        {
            EntryOrigin.Current = Of(context);
            return next(context);
        });
    }

    private static ForwardedHeadersOptions? Forwarding(IReadOnlyList<string> proxies)
    {
        if (proxies.Count == 0)
            return null;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
            options.KnownIPNetworks.Add(Network(proxy)!.Value);
        return options;
    }

    /// <summary>A network such as <c>10.0.0.0/8</c>, or one address; <see langword="null"/> for any other text.</summary>
    public static IPNetwork? Network(string text)
    {
        if (IPAddress.TryParse(text, out var address))
            return new IPNetwork(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128);
        return IPNetwork.TryParse(text, out var network) ? network : null;
    }
}
