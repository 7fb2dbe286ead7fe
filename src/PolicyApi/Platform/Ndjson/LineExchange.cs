using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Settings;

namespace PolicyApi.Platform.Ndjson;

/// <typeparam name="TRecord">The stored form of an answer.</typeparam>
/// <param name="line">The line's 1-based number.</param>
/// <param name="content">The bytes of the line; valid until the call returns.</param>
/// <param name="to">Receives the answer, without a line end.</param>
/// <returns>The record to store before the answer is sent; <see langword="null"/> if there is nothing to store.</returns>
internal delegate TRecord? AnswerLine<TRecord>(int line, ReadOnlyMemory<byte> content, ArrayBufferWriter<byte> to)
    where TRecord : class;

/// <summary>
/// Answers each line of a body with one line, in order, while the body is still arriving. Answers are stored before they are sent; a line whose
/// record could not be stored is answered with an error.
/// </summary>
/// <typeparam name="TRecord">What is stored of an answer.</typeparam>
/// <param name="limits">The limits of lines, batches and the spool file.</param>
/// <param name="answer">Answers one line.</param>
/// <param name="store">Stores a batch of records; returns <see langword="null"/>, or the error written for each line whose record could not be stored.</param>
internal sealed class LineExchange<TRecord>(
    ServiceLimits limits,
    AnswerLine<TRecord> answer,
    Func<StreamBatch<TRecord>, CancellationToken, Task<Fault?>> store)
    where TRecord : class
{
    /// <summary>The media type of both bodies.</summary>
    public const string MediaType = "application/x-ndjson";

    private const int UnstoredBytes = 262_144;

    private readonly LineFramer _framer = new(limits.FactsBytes);
    private readonly ArrayBufferWriter<byte> _answers = new();
    private readonly List<TRecord> _records = [];

    // For each record, its line and the place of its answer.
    private readonly List<RecordedLine> _recorded = [];
    private int _lines;
    private bool _answered;

    // Batches that are not stored stay small enough for the processor's cache.
    private int BatchBytes => _records.Count > 0 ? limits.BatchBytes : Math.Min(limits.BatchBytes, UnstoredBytes);

    /// <summary>Runs until the input ends.</summary>
    /// <param name="input">The body.</param>
    /// <param name="output">Receives the answers.</param>
    /// <param name="cancellation">Cancelled when the client has disconnected.</param>
    /// <exception cref="FaultException">The body has no lines; nothing was written.</exception>
    public async Task RunAsync(PipeReader input, PipeWriter output, CancellationToken cancellation)
    {
        await using var client = new SpooledOutput(output, limits.SpoolBytes);
        using var window = new LineWindow(limits.FactsBytes);
        bool isFinal;
        do
        {
            if (!input.TryRead(out var read))
            {
                // Finished answers are sent before waiting for more input, so that a client may wait for each answer before it sends the next line.
                await SendAsync(client, cancellation);
                read = await input.ReadAsync(cancellation);
            }

            var taken = window.Fill(read.Buffer);
            isFinal = read.IsCompleted && taken == read.Buffer.Length;
            input.AdvanceTo(read.Buffer.GetPosition(taken));
            var rest = window.Rest;
            while (_framer.TryTake(ref rest, isFinal, out var line))
            {
                Answer(line);
                if (_lines >= limits.BatchLines || _answers.WrittenCount >= BatchBytes)
                    await SendAsync(client, cancellation);
            }

            window.Keep(rest.Length);
        }
        while (!isFinal);

        await SendAsync(client, cancellation);
        await client.CompleteAsync();
        if (!_answered)
            throw new FaultException(Faults.BodyEmpty());
    }

    private void Answer(FramedLine line)
    {
        var start = _answers.WrittenCount;
        if (line.TooLong)
            LineError.Write(_answers, line.Number, Faults.BodyTooLarge(limits.FactsBytes));
        else if (answer(line.Number, line.Content.First, _answers) is { } record)
            Record(record, new RecordedLine(line.Number, start, _answers.WrittenCount));
        _answers.Write("\n"u8);
        _lines++;
    }

    private void Record(TRecord record, RecordedLine line)
    {
        _records.Add(record);
        _recorded.Add(line);
    }

    private async ValueTask SendAsync(SpooledOutput client, CancellationToken cancellation)
    {
        if (_lines == 0)
            return;
        var answers = _answers.WrittenMemory;
        if (_records.Count > 0 && await store(new StreamBatch<TRecord>(_records, IsFirst: !_answered), cancellation) is { } notStored)
            answers = WithoutRecorded(answers.Span, notStored);
        await client.WriteAsync(answers, cancellation);
        _answered = true;
        _records.Clear();
        _recorded.Clear();
        _answers.ResetWrittenCount();
        _lines = 0;
    }

    // Replaces the answers whose records could not be stored; lines without a record keep their answers.
    private ReadOnlyMemory<byte> WithoutRecorded(ReadOnlySpan<byte> answers, Fault notStored)
    {
        var told = new ArrayBufferWriter<byte>();
        var at = 0;
        foreach (var line in _recorded)
        {
            told.Write(answers[at..line.Start]);
            LineError.Write(told, line.Number, notStored);
            at = line.End;
        }

        told.Write(answers[at..]);
        return told.WrittenMemory;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct RecordedLine(int Number, int Start, int End);
}

/// <summary>Records of lines that are stored together.</summary>
/// <typeparam name="TRecord">What is stored of an answer.</typeparam>
/// <param name="Records">The records; the list is reused after the call.</param>
/// <param name="IsFirst">Whether no line of the stream has been answered yet, so that the request can still be refused as a whole.</param>
internal readonly record struct StreamBatch<TRecord>(IReadOnlyList<TRecord> Records, bool IsFirst);
