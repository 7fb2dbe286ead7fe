using System.Net;

namespace PolicyApi.Tests.Audit;

/// <summary>The receiver of a webhook.</summary>
internal static class Webhook
{
    /// <summary>Receives one request per status, answers it with that status, and returns the bodies.</summary>
    public static async Task<List<string>> ReceiveAsync(HttpListener listener, params int[] statuses)
    {
        var bodies = new List<string>();
        foreach (var status in statuses)
        {
            var context = await listener.GetContextAsync();
            using var reader = new StreamReader(context.Request.InputStream);
            bodies.Add(await reader.ReadToEndAsync());
            context.Response.StatusCode = status;
            context.Response.Close();
        }

        return bodies;
    }

    /// <summary>Returns a port that was free a moment ago.</summary>
    public static int Port()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
