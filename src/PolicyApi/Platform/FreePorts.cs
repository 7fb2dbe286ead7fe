using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using PolicyApi.Platform.Settings;

namespace PolicyApi.Platform;

/// <summary>Finds ports that are taken before anything is made or written; the web server, which listens when all the rest is ready, would find them last.</summary>
internal static class FreePorts
{
    private const string Endpoints = "Kestrel:Endpoints";

    /// <summary>Listens for a moment on every port that the settings name. Sockets of the file system, and ports that the system chooses, are left out.</summary>
    /// <param name="configuration">The settings; what is no address in them is left to others to tell.</param>
    /// <exception cref="AddressInUseException">Another process listens there.</exception>
    /// <exception cref="SocketException">This process may not, or the address is none of this machine.</exception>
    public static void Demand(IConfiguration configuration)
    {
        foreach (var address in Addresses(configuration).Where(ListeningCheck.IsAddress).Select(BindingAddress.Parse).Where(a => !a.IsUnixPipe && !a.IsNamedPipe && a.Port != 0))
            Demand(address);
    }

    private static IEnumerable<string> Addresses(IConfiguration configuration)
    {
        // The web server passes over the other addresses when its own section has some.
        var endpoints = configuration.GetSection(Endpoints).GetChildren().Select(e => e["Url"]).OfType<string>().ToList();
        return endpoints.Count > 0
            ? endpoints
            : (configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static void Demand(BindingAddress address)
    {
        using var socket = AddressOf(address.Host) is { } ip
            ? new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(AddressOf(address.Host) ?? (socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any), address.Port));
            socket.Listen();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new AddressInUseException($"Failed to bind to address {address}: address already in use.", e);
        }
    }

    /// <summary>One address of this machine; <see langword="null"/> for all of them, as for any name but <c>localhost</c>.</summary>
    private static IPAddress? AddressOf(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.TryParse(host, out var address) ? address
        : null;
}
