using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Settings;
using PolicyEngine.Bench.Common;
using PolicyEngine.Bench.Timing;
using PolicyEngine.Policies;
using PolicyService.Load.Served;

namespace PolicyService.Load.Measured;

/// <summary>Compares a stream of lines over HTTP with the same lines decided in this process, in lines per second, with a core for each.</summary>
internal static class StreamContest
{
    private const int Lines = 20_000;

    // While the runtime still optimizes code, that takes a part of the server's core. Code that runs once per stream is optimized
    // after 30 streams, and again after 30 more; short streams are enough for that.
    private const int WarmRounds = 15;
    private const int WarmStreams = 100;
    private const int WarmLines = 200;

    /// <summary>Runs alternating rounds and prints medians.</summary>
    public static Task<int> RunAsync(LoadOptions options) => ServiceRun.RunAsync(options, async run =>
    {
        await using var service = await run.StartAsync(LogMode.Off, "--DecisionLog:Batches", "Off");
        var policy = RealService.Compile(run.Root);
        for (var stream = 0; stream < WarmStreams; stream++)
            await SendAsync(service.Address, run.Key, Body(run.Inputs, WarmLines), WarmLines);
        var body = Body(run.Inputs, Lines);
        List<double> http = [], batch = [], processor = [];
        for (var round = -WarmRounds; round < options.Rounds; round++)
        {
            var before = service.ProcessorTime;
            var (sent, decided) = (await SendAsync(service.Address, run.Key, body, Lines), Decide(policy, run.Inputs));
            if (round < 0)
                continue;
            http.Add(sent);
            processor.Add((service.ProcessorTime - before).TotalMicroseconds / Lines);
            batch.Add(decided);
        }

        var rate = (Median(http), Median(batch));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"stream: {rate.Item1:N0} lines/s over HTTP without log, {rate.Item2:N0} in the process, both with reasons; {Median(processor):F1} µs of processor for a line over HTTP, {1e6 / rate.Item2:F1} in the process; {service.ResidentMegabytes:F0} MB resident"));
        Ratio.Print("stream/in-process-batch", rate.Item1 / rate.Item2, "at least 0.7");
        return await service.StopAsync();
    });

    private static byte[] Body(CommonInputs inputs, int lines)
    {
        using var body = new MemoryStream();
        for (var i = 0; i < lines; i++)
        {
            body.Write(inputs.Facts[i % inputs.Facts.Length]);
            body.WriteByte((byte)'\n');
        }

        return body.ToArray();
    }

    // Reads while it sends, as clients of long streams should: answers that are not read would go through a file.
    private static async Task<double> SendAsync(Uri address, string key, byte[] body, int lines)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port);
        var head = $"POST {RealService.Decide} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\nAuthorization: Bearer {key}\r\nContent-Type: application/x-ndjson\r\nContent-Length: {body.Length}\r\n\r\n";
        var watch = Stopwatch.StartNew();
        var sending = SendAllAsync(socket, Encoding.ASCII.GetBytes(head), body);
        var buffer = new byte[1 << 18];
        var lineFeeds = 0;
        while (await socket.ReceiveAsync(buffer, SocketFlags.None) is > 0 and var read)
            lineFeeds += buffer.AsSpan(0, read).Count((byte)'\n');

        // The HTTP framing contains line feeds as well.
        if (lineFeeds < lines)
            throw new InvalidOperationException($"at most {lineFeeds} lines came back, not {lines}");
        await sending;
        return lines / watch.Elapsed.TotalSeconds;
    }

    private static async Task SendAllAsync(Socket socket, params byte[][] parts)
    {
        foreach (var part in parts)
        {
            for (var sent = 0; sent < part.Length;)
                sent += await socket.SendAsync(part.AsMemory(sent), SocketFlags.None);
        }
    }

    private static double Decide(CompiledPolicy policy, CommonInputs inputs)
    {
        var output = new ArrayBufferWriter<byte>(1 << 17);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Lines; i++)
        {
            using (var answer = policy.Answer(inputs.Facts[i % inputs.Facts.Length]))
                answer.WriteMembers(output);
            output.ResetWrittenCount();
        }

        return Lines / watch.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
