using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Settings;

namespace PolicyApi.Tests.Ndjson;

public sealed class LineExchangeTests
{
    private readonly List<string> _events = [];
    private readonly List<bool> _firsts = [];
    private readonly Pipe _input = new();
    private readonly Pipe _output = new();

    [Fact]
    public async Task A_line_is_answered_while_the_body_is_still_open()
    {
        var run = RunAsync(new ServiceLimits());

        await SendAsync("one\n");
        Assert.Equal("ONE\n", await ReceiveAsync());

        await SendAsync("two");
        await _input.Writer.CompleteAsync();
        Assert.Equal("TWO\n", await ReceiveAsync());
        await run;
    }

    [Fact]
    public async Task What_is_answered_was_stored_before()
    {
        await SendAsync("one\ntwo\nthree\n");
        await _input.Writer.CompleteAsync();

        await RunAsync(new ServiceLimits { BatchLines = 2 });

        Assert.Equal(["answer one", "answer two", "store one two", "answer three", "store three"], _events);
        Assert.Equal("ONE\nTWO\nTHREE\n", await ReceiveAsync());
    }

    [Fact]
    public async Task A_line_over_the_limit_is_refused_and_the_rest_goes_on()
    {
        await SendAsync("one\n" + new string('x', 300) + "\nthree\n");
        await _input.Writer.CompleteAsync();

        await RunAsync(new ServiceLimits { FactsBytes = 256 });

        var lines = (await ReceiveAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("ONE", lines[0]);
        Assert.StartsWith("""{"line":2,"error":{"type":"/problems/body-too-large",""", lines[1], StringComparison.Ordinal);
        Assert.Equal("THREE", lines[2]);
    }

    [Fact]
    public async Task A_client_that_sends_everything_before_it_reads_gets_every_answer_in_order()
    {
        // The pipe holds 64 KB of answers; a service that waited for the client to read would wait for ever.
        var lines = Enumerable.Range(0, 2_000).Select(i => $"line {i} {new string('x', 100)}").ToList();
        var run = RunAsync(new ServiceLimits());
        foreach (var line in lines)
            await SendAsync(line + "\n");
        await _input.Writer.CompleteAsync();

        var received = string.Empty;
        while (received.Count(c => c == '\n') < lines.Count)
            received += await ReceiveAsync();
        await run;

        Assert.Equal(lines.Select(l => l.ToUpperInvariant()), received.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \n\r\n")]
    public async Task A_body_without_a_line_is_refused(string body)
    {
        await SendAsync(body);
        await _input.Writer.CompleteAsync();

        var refused = await Assert.ThrowsAsync<FaultException>(() => RunAsync(new ServiceLimits()));

        Assert.Equal("empty-body", refused.Fault.Code);
    }

    [Fact]
    public async Task Work_stops_when_the_client_has_gone()
    {
        await SendAsync("one\ntwo\n");
        await _output.Reader.CompleteAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => RunAsync(new ServiceLimits { BatchLines = 1 }));

        Assert.Equal(["answer one", "store one"], _events);
    }

    [Fact]
    public async Task Lines_that_were_not_stored_are_told_each_and_the_rest_goes_on()
    {
        await SendAsync("one\nbusy\n" + new string('x', 300) + "\nfour\nfive\n");
        await _input.Writer.CompleteAsync();

        await RunAsync(new ServiceLimits { BatchLines = 4, FactsBytes = 256 });

        var lines = (await ReceiveAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        foreach (var line in new[] { 1, 2, 4 })
            Assert.StartsWith($$$"""{"line":{{{line}}},"error":{"type":"/problems/store-busy",""", lines[line - 1], StringComparison.Ordinal);
        Assert.StartsWith("""{"line":3,"error":{"type":"/problems/body-too-large",""", lines[2], StringComparison.Ordinal);
        Assert.Equal("FIVE", lines[4]);
    }

    [Fact]
    public async Task Only_the_batch_before_any_answer_may_refuse_the_whole()
    {
        await SendAsync("one\ntwo\n");
        await _input.Writer.CompleteAsync();

        await RunAsync(new ServiceLimits { BatchLines = 1 });

        Assert.Equal([true, false], _firsts);
    }

    private Task RunAsync(ServiceLimits limits) =>
        new LineExchange<string>(limits, Answer, Store).RunAsync(_input.Reader, _output.Writer, CancellationToken.None);

    private string Answer(int number, ReadOnlyMemory<byte> line, ArrayBufferWriter<byte> to)
    {
        var text = Encoding.UTF8.GetString(line.Span);
        _events.Add("answer " + text);
        to.Write(Encoding.UTF8.GetBytes(text.ToUpperInvariant()));
        return text;
    }

    private Task<Fault?> Store(StreamBatch<string> batch, CancellationToken cancellation)
    {
        _events.Add("store " + string.Join(' ', batch.Records));
        _firsts.Add(batch.IsFirst);
        return Task.FromResult<Fault?>(batch.Records.Contains("busy") ? Faults.StoreBusy() : null);
    }

    private async Task SendAsync(string text)
    {
        await _input.Writer.WriteAsync(Encoding.UTF8.GetBytes(text));
    }

    private async Task<string> ReceiveAsync()
    {
        var read = await _output.Reader.ReadAsync();
        var text = Encoding.UTF8.GetString(read.Buffer);
        _output.Reader.AdvanceTo(read.Buffer.End);
        return text;
    }
}
