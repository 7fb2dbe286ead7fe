using System.Net.Sockets;
using System.Text;
using PolicyApi.Storage.LiteDb.Inspection;
using PolicyService.Faults.Kill;

namespace PolicyApi.Tests.Storage;

/// <summary>The real service in a process of its own when it is asked to stop during work.</summary>
public sealed class StopTests : IDisposable
{
    private const int Deciders = 6;
    private readonly TempFolder _folder = new();
    private readonly Acknowledged _acknowledged = new();

    public void Dispose() => _folder.Remove();

    [SkippableFact]
    public async Task A_service_that_is_asked_to_stop_answers_what_is_under_way_keeps_what_it_answered_and_ends_with_0()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no SIGTERM");
        using var service = await ServiceProcess.StartAsync(_folder.Path);
        using var client = new ServiceClient(service.Address, (await File.ReadAllTextAsync(Path.Combine(_folder.Path, "bootstrap.key"))).Trim());
        await client.SetUpAsync("load", _acknowledged);
        using var half = await HalfSentRequest.OpenAsync(service.Address, client.Key);
        var load = Task.WhenAll(Enumerable.Range(0, Deciders).Select(_ => DecideUntilClosedAsync(client)));
        while (_acknowledged.Decisions.Count < 50)
            await Task.Delay(5);

        await service.TerminateAsync();
        await load.WaitAsync(Patience.Most);
        await UntilClosedAsync(service.Address);
        var answer = await half.SendRestAsync();
        var code = await service.WaitAsync();

        Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
        _acknowledged.Decisions.Enqueue((Header(answer, "Location: /v1/decisions/"), Header(answer, "ETag: \"").TrimEnd('"')));
        Assert.True(code == 0, service.Output);
        Assert.Empty(await _acknowledged.CompareAsync(_folder.Path, Deciders, 0));
        Assert.Empty(StoreInspection.Run(_folder.Path).Problems);
    }

    // Every request is answered with 200, refused by a closed connection, or told that the service is stopping.
    private async Task DecideUntilClosedAsync(ServiceClient client)
    {
        try
        {
            while (true)
                _acknowledged.Decisions.Enqueue(await client.DecideAsync("load"));
        }
        catch (HttpRequestException)
        {
        }
        catch (InvalidOperationException e) when (e.Message.Contains("answered with 503", StringComparison.Ordinal))
        {
        }
    }

    private static async Task UntilClosedAsync(Uri address)
    {
        while (true)
        {
            using var tcp = new TcpClient();
            try
            {
                await tcp.ConnectAsync(address.Host, address.Port);
            }
            catch (SocketException)
            {
                return;
            }

            await Task.Delay(20);
        }
    }

    private static string Header(string answer, string start) =>
        answer.Split("\r\n").Single(l => l.StartsWith(start, StringComparison.OrdinalIgnoreCase))[start.Length..];

    /// <summary>A request that the service has begun to process and whose body has not arrived yet.</summary>
    private sealed class HalfSentRequest : IDisposable
    {
        private const string Facts = """{"employee_id":"E-1","avg_training_score":70}""";

        // So much at once that the body counts as quick enough for minutes, though its end comes late.
        private static readonly string Body = new string(' ', 100_000) + Facts;
        private static readonly int Half = Body.Length - (Facts.Length / 2);

        private readonly TcpClient _tcp = new();
        private Stream _stream = Stream.Null;

        public static async Task<HalfSentRequest> OpenAsync(Uri address, string key)
        {
            var request = new HalfSentRequest();
            await request._tcp.ConnectAsync(address.Host, address.Port);
            request._stream = request._tcp.GetStream();
            await request.WriteAsync(
                $"POST /v1/policies/load/decisions HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {key}\r\n"
                + $"Content-Type: application/json\r\nContent-Length: {Body.Length}\r\nExpect: 100-continue\r\n\r\n");

            // The service requests the body after it has authenticated the caller and found the endpoint.
            await request.ReadUntilAsync("HTTP/1.1 100 Continue\r\n\r\n");
            await request.WriteAsync(Body[..Half]);
            return request;
        }

        public async Task<string> SendRestAsync()
        {
            await WriteAsync(Body[Half..]);
            return await ReadUntilAsync("\r\n\r\n");
        }

        public void Dispose() => _tcp.Dispose();

        private async Task WriteAsync(string text) => await _stream.WriteAsync(Encoding.ASCII.GetBytes(text));

        private async Task<string> ReadUntilAsync(string end)
        {
            using var patience = new CancellationTokenSource(Patience.Most);
            var text = new StringBuilder();
            var buffer = new byte[1];
            while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
            {
                if (await _stream.ReadAsync(buffer, patience.Token) == 0)
                    throw new IOException($"the connection was closed after `{text}`");
                text.Append((char)buffer[0]);
            }

            return text.ToString();
        }
    }
}
