using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using PolicyApi.Access;
using PolicyApi.Storage;
using IPNetwork = System.Net.IPNetwork;

namespace PolicyApi.Platform.Requests;

/// <summary>Determines the client's address of a request, which rate limits, logs and the journal use.</summary>
internal static class ClientAddress
{
    /// <summary>Returns the client's address; <see langword="null"/> if the connection has none.</summary>
    public static string? Of(HttpContext context) => context.Connection.RemoteIpAddress is { } address
        ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
        : null;

    /// <summary>
    /// Trusts <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> from the proxies in the settings only, and sets the client's address as the origin
    /// of all journal entries that the request makes.
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

    /// <summary>Reads a network such as <c>10.0.0.0/8</c>, or a single address; <see langword="null"/> for any other text.</summary>
    public static IPNetwork? Network(string text)
    {
        if (IPAddress.TryParse(text, out var address))
            return new IPNetwork(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128);
        return IPNetwork.TryParse(text, out var network) ? network : null;
    }
}
