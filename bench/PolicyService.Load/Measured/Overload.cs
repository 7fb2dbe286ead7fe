using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Settings;

namespace PolicyService.Load.Measured;

/// <summary>
/// Sends three times as many requests as the service can answer, with durable storage, and checks what it answers meanwhile, how soon it recovers, and
/// whether everything that it acknowledged can be read after a restart.
/// </summary>
internal static class Overload
{
    private const int Factor = 3;
    private const int MostWarmRounds = 30;
    private const int Steady = 3;
    private const int Crowd = 512;
    private static readonly TimeSpan LongestRecovery = TimeSpan.FromSeconds(1);

    // A short queue, so that its limit is reached before requests have waited long.
    private static readonly string[] Bounds = ["--DecisionLog:Waiting", "64"];

    /// <summary>Runs the test.</summary>
    /// <returns>The exit code: 0 if all checks pass.</returns>
    public static Task<int> RunAsync(LoadOptions options) => ServiceRun.RunAsync(options, async run =>
    {
        List<Round> rounds;
        TimeSpan recovery;
        var recovered = new List<string>();
        int code;
        await using (var service = await run.StartAsync(LogMode.Durable, Bounds))
        {
            var variant = run.Decisions(service, "overload");
            rounds = await SaturateAsync(variant, options.Length);
            var saturation = rounds.TakeLast(Steady).Max(r => r.PerSecond);
            var storm = await variant.SendAsync(options.Length * 3, Factor * saturation, Crowd, collects: true);
            rounds.Add(storm);
            recovery = await RecoverAsync(service.Address, variant, run, recovered);
            Print($"overload: saturated at {saturation:F0} req/s; at {Factor} times that {storm.PerSecond:F0} a second were answered with 200, {storm.Refused} with 429 or 503, {storm.Blunt} of them without Retry-After, {storm.Failed} not as they should");
            Print($"overload: well again after {recovery.TotalSeconds:F2} s (at most {LongestRecovery.TotalSeconds:F0})");
            code = await service.StopAsync();
        }

        var acknowledged = rounds.SelectMany(r => r.Acknowledged).Concat(recovered).ToList();
        var lost = await LostAsync(run, acknowledged);
        Print($"overload: {acknowledged.Count} decisions acknowledged, {lost} of them not there after a new start");
        return code == 0 && lost == 0 && recovery <= LongestRecovery && rounds.TrueForAll(r => r is { Failed: 0, Blunt: 0 }) ? 0 : 1;
    });

    /// <summary>Sends rounds until the service gets no faster, because the runtime optimizes code only after it has run for a while.</summary>
    private static async Task<List<Round>> SaturateAsync(LoadVariant variant, TimeSpan length)
    {
        List<Round> rounds = [];
        while (rounds.Count < MostWarmRounds && (rounds.Count <= Steady || rounds.TakeLast(Steady).Max(r => r.PerSecond) > 1.02 * rounds.SkipLast(Steady).Max(r => r.PerSecond)))
            rounds.Add(await variant.SendAsync(length, collects: true));
        return rounds;
    }

    /// <summary>Returns the time until the first of ten requests in a row that are each answered within 50 ms.</summary>
    private static async Task<TimeSpan> RecoverAsync(Uri address, LoadVariant variant, ServiceRun run, List<string> acknowledged)
    {
        const int inARow = 10;
        using var connection = new Connection(new IPEndPoint(IPAddress.Loopback, address.Port));
        await connection.OpenAsync();
        var watch = Stopwatch.StartNew();
        var recovered = TimeSpan.Zero;
        for (var quick = 0; quick < inARow;)
        {
            var sent = watch.Elapsed;
            var reply = await connection.SendAsync(variant.RequestOf(quick % run.Inputs.Facts.Length), collects: true);
            if (reply.Location is { } location)
                acknowledged.Add(location);
            quick = reply.Status == 200 && watch.Elapsed - sent < TimeSpan.FromMilliseconds(50) ? quick + 1 : 0;
            if (quick <= 1)
                recovered = watch.Elapsed;
        }

        return recovered;
    }

    /// <summary>Reads every acknowledged answer from a restarted service, and returns how many are missing.</summary>
    private static async Task<int> LostAsync(ServiceRun run, List<string> acknowledged)
    {
        await using var service = await run.StartAsync(LogMode.Durable);
        using var connection = new Connection(new IPEndPoint(IPAddress.Loopback, service.Address.Port));
        await connection.OpenAsync();
        var lost = 0;
        foreach (var location in acknowledged)
        {
            var request = Encoding.ASCII.GetBytes($"GET {location} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {run.Key}\r\n\r\n");
            if ((await connection.SendAsync(request)).Status != 200)
                lost++;
        }

        await service.StopAsync();
        return lost;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
