using System.Diagnostics;
using System.Net;

namespace PolicyService.Load;

/// <summary>What one round of requests came to.</summary>
/// <param name="PerSecond">Requests answered with 2xx a second.</param>
/// <param name="Answered">Requests answered with 2xx.</param>
/// <param name="Refused">Requests answered with 429 or 503.</param>
/// <param name="Blunt">Of these, those that did not say when to try again.</param>
/// <param name="Failed">Requests answered with anything else, or not at all.</param>
/// <param name="Latencies">Of all requests, from when each was due.</param>
/// <param name="Acknowledged">Where the stored answers are read; only where it was asked for.</param>
internal sealed record Round(double PerSecond, long Answered, long Refused, long Blunt, long Failed, Latencies Latencies, IReadOnlyList<string> Acknowledged)
{
    /// <summary>Sends as fast as answers come, or at a rate.</summary>
    /// <param name="server">Where.</param>
    /// <param name="requests">Whole requests, sent in turn.</param>
    /// <param name="connections">How many connections are kept busy.</param>
    /// <param name="length">For how long.</param>
    /// <param name="perSecond">Requests due a second over all connections; <see langword="null"/> for as many as are answered.</param>
    /// <param name="collects">Whether to note where each answer is stored.</param>
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
                    // From when it was due, not from when there was time to send it: a server that stalls is seen to stall.
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
