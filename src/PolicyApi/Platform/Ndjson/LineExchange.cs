using System.Buffers;
using System.IO.Pipelines;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Platform.Ndjson;

/// <summary>
/// Answers one line per line, in order, while the body is still arriving. What is answered was stored before; what could not be stored is
/// answered with why.
/// </summary>
/// <typeparam name="TRecord">What is stored of an answer.</typeparam>
/// <param name="limits">How much is taken and kept at once.</param>
/// <param name="answer">Answers one line; called with the line's number and its bytes.</param>
/// <param name="store">Makes a batch of records durable.</param>
/// <param name="notStored">The answer to a line whose record was not stored because the store is busy.</param>
internal sealed class LineExchange<TRecord>(
    ServiceLimits limits,
    Func<int, ReadOnlyMemory<byte>, LineAnswer<TRecord>> answer,
    Func<StreamBatch<TRecord>, CancellationToken, Task<bool>> store,
    Fault notStored)
    where TRecord : class
{
    /// <summary>The media type of both bodies.</summary>
    public const string MediaType = "application/x-ndjson";

    private readonly LineFramer _framer = new(limits.FactsBytes);
    private readonly List<ReadOnlyMemory<byte>> _answers = [];
    private readonly List<TRecord> _records = [];

    // For each record the place of its answer, and its line.
    private readonly List<(int Answer, int Line)> _recorded = [];
    private int _answerBytes;
    private bool _answered;

    /// <summary>Runs until the input ends.</summary>
    /// <param name="input">The body.</param>
    /// <param name="output">Takes the answers.</param>
    /// <param name="cancellation">Fires when the client has gone.</param>
    /// <exception cref="FaultException">The body has no line at all; nothing was written.</exception>
    public async Task RunAsync(PipeReader input, PipeWriter output, CancellationToken cancellation)
    {
        await using var client = new SpooledOutput(output, limits.SpoolBytes);
        ReadResult read;
        do
        {
            if (!input.TryRead(out read))
            {
                // What is answered goes out before waiting for more, so that a client may go line by line.
                await SendAsync(client, cancellation);
                read = await input.ReadAsync(cancellation);
            }

            var buffer = read.Buffer;
            while (_framer.TryTake(ref buffer, read.IsCompleted, out var line))
            {
                Answer(line);
                if (_answers.Count >= limits.BatchLines || _answerBytes >= limits.BatchBytes)
                    await SendAsync(client, cancellation);
            }

            input.AdvanceTo(buffer.Start, buffer.End);
        }
        while (!read.IsCompleted);

        await SendAsync(client, cancellation);
        await client.CompleteAsync();
        if (!_answered)
            throw new FaultException(Faults.BodyEmpty());
    }

    private void Answer(FramedLine line)
    {
        var answered = line.TooLong
            ? LineAnswer<TRecord>.Refused(line.Number, Faults.BodyTooLarge(limits.FactsBytes))
            : answer(line.Number, line.Content.IsSingleSegment ? line.Content.First : line.Content.ToArray());
        _answers.Add(answered.Utf8);
        _answerBytes += answered.Utf8.Length + 1;
        if (answered.Record is not { } record)
            return;
        _records.Add(record);
        _recorded.Add((_answers.Count - 1, line.Number));
    }

    private async ValueTask SendAsync(SpooledOutput client, CancellationToken cancellation)
    {
        if (_answers.Count == 0)
            return;
        if (_records.Count > 0 && !await store(new StreamBatch<TRecord>(_records, IsFirst: !_answered), cancellation))
            _recorded.ForEach(r => _answers[r.Answer] = LineAnswer<TRecord>.Refused(r.Line, notStored).Utf8);
        await client.WriteAsync(_answers, cancellation);
        _answered = true;
        _records.Clear();
        _recorded.Clear();
        _answers.Clear();
        _answerBytes = 0;
    }
}

/// <summary>Records of lines that are stored together.</summary>
/// <typeparam name="TRecord">What is stored of an answer.</typeparam>
/// <param name="Records">The records; the list is used again afterwards.</param>
/// <param name="IsFirst">Whether no line of the stream has been answered yet, so that the request can still be refused as a whole.</param>
internal readonly record struct StreamBatch<TRecord>(IReadOnlyList<TRecord> Records, bool IsFirst);
