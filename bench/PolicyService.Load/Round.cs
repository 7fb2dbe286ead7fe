using System.Diagnostics;
using System.Net;

namespace PolicyService.Load;

/// <summary>The results of one round of requests.</summary>
/// <param name="PerSecond">The requests answered with 2xx per second.</param>
/// <param name="Answered">The requests answered with 2xx.</param>
/// <param name="Refused">The requests answered with 429 or 503.</param>
/// <param name="Blunt">Those of the refused requests whose response had no <c>Retry-After</c>.</param>
/// <param name="Failed">The requests answered with anything else, or not at all.</param>
/// <param name="Latencies">The latencies of all requests, from the time at which each was due.</param>
/// <param name="Acknowledged">The paths of the stored answers; empty unless requested.</param>
internal sealed record Round(double PerSecond, long Answered, long Refused, long Blunt, long Failed, Latencies Latencies, IReadOnlyList<string> Acknowledged)
{
    /// <summary>Sends requests as fast as they are answered, or at a rate.</summary>
    /// <param name="server">The server.</param>
    /// <param name="requests">The whole requests, sent in turn.</param>
    /// <param name="connections">The number of busy connections.</param>
    /// <param name="length">The duration.</param>
    /// <param name="perSecond">The rate over all connections in requests per second; <see langword="null"/> to send as fast as they are answered.</param>
    /// <param name="collects">Whether to collect the paths of stored answers.</param>
    public static async Task<Round> RunAsync(
        IPEndPoint server, IReadOnlyList<byte[]> requests, int connections, TimeSpan length, double? perSecond = null, bool collects = false)
    {
        var watch = Stopwatch.StartNew();
        using var pace = perSecond is null ? null : new Pace(watch);
        var workers = await Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(() => WorkAsync(server, requests, i, connections, length, perSecond, pace, collects, watch))));
        var seconds = watch.Elapsed.TotalSeconds;
        var latencies = new Latencies();
        foreach (var worker in workers)
            latencies.Add(worker.Latencies);
        return new Round(
            workers.Sum(w => w.Answered) / seconds,
            workers.Sum(w => w.Answered),
            workers.Sum(w => w.Refused),
            workers.Sum(w => w.Blunt),
            workers.Sum(w => w.Failed),
            latencies,
            [.. workers.SelectMany(w => w.Acknowledged)]);
    }

    private static async Task<Worker> WorkAsync(
        IPEndPoint server, IReadOnlyList<byte[]> requests, int index, int connections, TimeSpan length, double? perSecond, Pace? pace, bool collects, Stopwatch watch)
    {
        var worker = new Worker();
        var connection = await OpenAsync(server);
        try
        {
            for (long n = 0; watch.Elapsed < length; n++)
            {
                var due = watch.Elapsed;
                if (perSecond is { } rate && pace is not null)
                {
                    // Latency counts from the time at which the request was due, not from when it could be sent, so that stalls of the server show.
                    due = TimeSpan.FromSeconds(((n * connections) + index) / rate);
                    if (due >= length)
                        break;
                    await pace.UntilAsync(due);
                }

                try
                {
                    worker.Count(await connection.SendAsync(requests[(int)(((n * connections) + index) % requests.Count)], collects));
                }
                catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
                {
                    worker.Failed++;
                    connection.Dispose();
                    connection = await OpenAsync(server);
                }

                worker.Latencies.Add((long)(watch.Elapsed - due).TotalMicroseconds);
            }
        }
        finally
        {
            connection.Dispose();
        }

        return worker;
    }

    private static async Task<Connection> OpenAsync(IPEndPoint server)
    {
        var connection = new Connection(server);
        await connection.OpenAsync();
        return connection;
    }

    private sealed class Worker
    {
        public long Answered { get; private set; }

        public long Refused { get; private set; }

        public long Failed { get; set; }

        public Latencies Latencies { get; } = new();

        public long Blunt { get; private set; }

        public List<string> Acknowledged { get; } = [];

        public void Count(Reply reply)
        {
            if (reply.Status is >= 200 and < 300)
                Answered++;
            else if (reply.Status is 429 or 503)
                Refused++;
            else
                Failed++;
            if (reply is { Status: 429 or 503, HasRetryAfter: false })
                Blunt++;
            if (reply is { Status: 200, Location: { } location })
                Acknowledged.Add(location);
        }
    }
}
