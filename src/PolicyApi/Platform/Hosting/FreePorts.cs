using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using PolicyApi.Platform.Settings;

namespace PolicyApi.Platform.Hosting;

/// <summary>Checks that ports are free before anything is created or written. The web server, which starts last, would find a taken port only then.</summary>
internal static class FreePorts
{
    /// <summary>Listens briefly on every port in the settings, except for Unix sockets, named pipes, and ports that the system chooses.</summary>
    /// <param name="configuration">The settings; invalid addresses are ignored here, because <see cref="ListeningCheck"/> reports them.</param>
    /// <exception cref="AddressInUseException">Another process listens on the port.</exception>
    /// <exception cref="SocketException">This process may not listen on the port, or the address does not belong to this machine.</exception>
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
            // A machine may lack one of the two loopback addresses; it has the other.
        }
    }

    private static bool IsLocal(string host) => string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Returns the addresses that a host stands for: both loopback addresses for <c>localhost</c>, the address itself, or <see langword="null"/>, which
    /// means all
    /// addresses of this machine, for any other name.
    /// </summary>
    private static IPAddress?[] AddressesOf(string host) =>
        IsLocal(host) ? Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback]
        : [IPAddress.TryParse(host, out var address) ? address : null];
}
