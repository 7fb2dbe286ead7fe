using System.Globalization;
using System.Net;
using System.Text;

namespace PolicyService.Load.Measured;

/// <summary>One endpoint under load.</summary>
/// <param name="name">What it is called.</param>
/// <param name="port">Where it is.</param>
/// <param name="path">Its path.</param>
/// <param name="key">What lets the loader in; <see langword="null"/> where nobody asks.</param>
/// <param name="bodies">What is sent, in turn.</param>
internal sealed class LoadVariant(string name, int port, string path, string? key, IReadOnlyList<byte[]> bodies)
{
    private const int WarmRounds = 18;

    private readonly List<Measurement> _rounds = [];
    private readonly byte[][] _requests = [.. bodies.Select(b => Request(path, key, b))];

    /// <summary>What it is called.</summary>
    public string Name => name;

    /// <summary>Where it is.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{port}{path}");

    /// <summary>What lets the loader in.</summary>
    public string? Key => key;

    /// <summary>Median of the requests answered a second.</summary>
    public double PerSecond => Median(r => r.Round.PerSecond);

    /// <summary>Answers that were no success, in all rounds.</summary>
    public long Unanswered => _rounds.Sum(r => r.Round.Refused + r.Round.Failed);

    /// <summary>Sends for a while.</summary>
    /// <param name="length">How long.</param>
    /// <param name="perSecond">Requests due a second; <see langword="null"/> for as many as are answered.</param>
    /// <param name="connections">How many connections are kept busy.</param>
    /// <param name="collects">Whether to note where each answer is stored.</param>
    public Task<Round> SendAsync(TimeSpan length, double? perSecond = null, int connections = LoadOptions.Connections, bool collects = false) =>
        Round.RunAsync(new IPEndPoint(IPAddress.Loopback, port), _requests, connections, length, perSecond, collects);

    /// <summary>One of the whole requests.</summary>
    /// <param name="index">Of which body.</param>
    public ReadOnlyMemory<byte> RequestOf(int index) => _requests[index];

    /// <summary>One round that counts.</summary>
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

    /// <summary>Rounds that take turns, after others that do not count.</summary>
    /// <param name="server">The process under load.</param>
    /// <param name="variants">What is measured.</param>
    /// <param name="options">How many rounds, and how long.</param>
    public static async Task RoundsAsync(ServerProcess server, IReadOnlyList<LoadVariant> variants, LoadOptions options)
    {
        // Code is translated again, better, after it has run for a while.
        for (var round = 0; round < WarmRounds; round++)
            await variants[round % variants.Count].SendAsync(options.Length);

        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var variant in variants)
                await variant.MeasureAsync(server, options.Length);
        }
    }

    /// <summary>Its line in the table.</summary>
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
