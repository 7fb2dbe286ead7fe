using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace PolicyApi.Platform.Connections;

/// <summary>Sets how the server reads from connections.</summary>
internal sealed class SocketSettings : IConfigureOptions<SocketTransportOptions>
{
    /// <inheritdoc />
    public void Configure(SocketTransportOptions options)
    {
        // Saves one system call per request, at the cost of one block of memory per idle connection.
        options.WaitForDataBeforeAllocatingBuffer = false;
    }
}
