using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using PolicyApi.Platform.Settings;

namespace PolicyApi.Platform.Hosting;

/// <summary>Finds ports that are taken before anything is made or written; the web server, which listens when all the rest is ready, would find them last.</summary>
internal static class FreePorts
{
    /// <summary>Listens for a moment on every port that the settings name. Sockets of the file system, and ports that the system chooses, are left out.</summary>
    /// <param name="configuration">The settings; what is no address in them is left to others to tell.</param>
    /// <exception cref="AddressInUseException">Another process listens there.</exception>
    /// <exception cref="SocketException">This process may not, or the address is none of this machine.</exception>
    public static void Demand(IConfiguration configuration)
    {
        foreach (var address in ListeningCheck.Addresses(configuration).Where(a => !a.IsUnixPipe && !a.IsNamedPipe && a.Port != 0))
        {
            foreach (var ip in AddressesOf(address.Host))
                Demand(address, ip);
        }
    }

    private static void Demand(BindingAddress address, IPAddress? ip)
    {
        using var socket = ip is null ? new Socket(SocketType.Stream, ProtocolType.Tcp) : new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(ip ?? (socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any), address.Port));
            socket.Listen();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new AddressInUseException($"Failed to bind to address {address}: address already in use.", e);
        }
        catch (SocketException e) when (IsLocal(address.Host) && e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            // A machine without one of the two is a machine with the other.
        }
    }

    private static bool IsLocal(string host) => string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>Addresses of this machine; <see langword="null"/> for all of them, as for any name but <c>localhost</c>, which is two.</summary>
    private static IPAddress?[] AddressesOf(string host) =>
        IsLocal(host) ? Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback]
        : [IPAddress.TryParse(host, out var address) ? address : null];
}
