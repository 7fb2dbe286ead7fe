using System.Globalization;
using System.Net;
using System.Text;

namespace PolicyService.Load.Measured;

/// <summary>An endpoint under load.</summary>
/// <param name="name">The name of the variant.</param>
/// <param name="port">The port.</param>
/// <param name="path">The path.</param>
/// <param name="key">The API key; <see langword="null"/> if none is needed.</param>
/// <param name="bodies">The bodies, sent in turn.</param>
internal sealed class LoadVariant(string name, int port, string path, string? key, IReadOnlyList<byte[]> bodies)
{
    private const int WarmRounds = 18;

    private readonly List<Measurement> _rounds = [];
    private readonly byte[][] _requests = [.. bodies.Select(b => Request(path, key, b))];

    /// <summary>The name of the variant.</summary>
    public string Name => name;

    /// <summary>The address of the endpoint.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{port}{path}");

    /// <summary>The API key; <see langword="null"/> if none is needed.</summary>
    public string? Key => key;

    /// <summary>The median of the requests answered per second.</summary>
    public double PerSecond => Median(r => r.Round.PerSecond);

    /// <summary>The number of requests without a successful response, in all rounds.</summary>
    public long Unanswered => _rounds.Sum(r => r.Round.Refused + r.Round.Failed);

    /// <summary>Sends requests for a while.</summary>
    /// <param name="length">The duration.</param>
    /// <param name="perSecond">The rate in requests per second; <see langword="null"/> to send as fast as they are answered.</param>
    /// <param name="connections">The number of busy connections.</param>
    /// <param name="collects">Whether to collect the paths of stored answers.</param>
    public Task<Round> SendAsync(TimeSpan length, double? perSecond = null, int connections = LoadOptions.Connections, bool collects = false) =>
        Round.RunAsync(new IPEndPoint(IPAddress.Loopback, port), _requests, connections, length, perSecond, collects);

    /// <summary>Returns a whole request.</summary>
    /// <param name="index">The index of the body.</param>
    public ReadOnlyMemory<byte> RequestOf(int index) => _requests[index];

    /// <summary>Runs and measures one round.</summary>
    public async Task MeasureAsync(ServerProcess server, TimeSpan length)
    {
        var heap = await server.HeapAsync();
        var before = server.ProcessorTime;
        var round = await SendAsync(length);
        var taken = server.ProcessorTime - before;
        var (allocated, collections, paused) = await server.HeapAsync();
        double count = Math.Max(1, round.Latencies.Count);
        _rounds.Add(new Measurement(round, taken.TotalMicroseconds / count, (allocated - heap.Allocated) / count, (collections - heap.Collections) / count * 1_000, (paused - heap.Paused) / count));
    }

    /// <summary>Runs warm-up rounds, and then measured rounds in which the variants alternate.</summary>
    /// <param name="server">The process under load.</param>
    /// <param name="variants">The variants to measure.</param>
    /// <param name="options">The options, with the number and the duration of rounds.</param>
    public static async Task RoundsAsync(ServerProcess server, IReadOnlyList<LoadVariant> variants, LoadOptions options)
    {
        // The runtime optimizes code only after it has run for a while.
        for (var round = 0; round < WarmRounds; round++)
            await variants[round % variants.Count].SendAsync(options.Length);

        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var variant in variants)
                await variant.MeasureAsync(server, options.Length);
        }
    }

    /// <summary>Returns the line of the table.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"http: {name,-28} {PerSecond,8:N0} req/s   p50 {Median(r => r.Round.Latencies.Percentile(0.5)),7:F2} ms   p99 {Median(r => r.Round.Latencies.Percentile(0.99)),7:F2} ms   {Median(r => r.Microseconds),6:F1} µs of processor and {Median(r => r.Bytes),7:N0} B allocated each, {Median(r => r.Collections),5:F2} collections in 1,000, {Median(r => r.Paused):F1} µs each{(Unanswered > 0 ? $"   {Unanswered} NOT ANSWERED" : string.Empty)}");

    private double Median(Func<Measurement, double> value) => _rounds.Select(value).Order().ElementAt(_rounds.Count / 2);

    private static byte[] Request(string path, string? key, byte[] body)
    {
        var authorization = key is null ? string.Empty : $"Authorization: Bearer {key}\r\n";
        var head = string.Create(
            CultureInfo.InvariantCulture, $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{authorization}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    private sealed record Measurement(Round Round, double Microseconds, double Bytes, double Collections, double Paused);
}
