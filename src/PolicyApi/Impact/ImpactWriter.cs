using System.Buffers;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using PolicyApi.Platform.Json;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.Problems;
using PolicyEngine.Impact;

namespace PolicyApi.Impact;

/// <summary>Compares one subject after another and writes lines: changes, errors, progress, and the summary at the end.</summary>
/// <param name="tally">Compares and counts; it keeps nothing about a subject.</param>
/// <param name="output">Receives the lines.</param>
/// <param name="most">The maximum number of subjects.</param>
/// <param name="listsChanges">Whether to write a line for each change.</param>
internal sealed class ImpactWriter(ImpactTally tally, SpooledOutput output, int most, bool listsChanges)
{
    private const int SubjectsPerProgress = 1_000;
    private const int MostWaiting = 500;

    private static readonly JsonTypeInfo<ImpactLine> Type = WireJson.Type<ImpactLine>(ImpactJson.Default);

    private readonly ArrayBufferWriter<byte> _waiting = new();
    private int _lines;
    private bool _isOver;

    /// <summary>Whether the maximum number of subjects is reached.</summary>
    public bool IsFull => tally.Subjects >= most;

    /// <summary>Compares the answers about a subject.</summary>
    /// <param name="line">The 1-based number of the line.</param>
    /// <param name="facts">One JSON object in UTF-8.</param>
    /// <param name="cancellation">Cancelled when the client has disconnected.</param>
    public async ValueTask AddAsync(int line, ReadOnlyMemory<byte> facts, CancellationToken cancellation)
    {
        if (IsOver(line))
            return;
        var change = tally.Add(facts, out var refused);
        if (refused is not null)
            Refuse(line, DiagnosticFaults.FactsInvalid(refused.Faults));
        else if (change is not null && listsChanges)
            Write(new ImpactLine(Change: change));
        await ProgressAsync(cancellation);
    }

    /// <summary>Reports a subject whose facts are refused.</summary>
    /// <param name="line">The 1-based number of the line.</param>
    /// <param name="fault">Why they are refused.</param>
    /// <param name="cancellation">Cancelled when the client has disconnected.</param>
    public async ValueTask AddRefusedAsync(int line, Fault fault, CancellationToken cancellation)
    {
        if (IsOver(line))
            return;
        tally.AddRefused();
        Refuse(line, fault);
        await ProgressAsync(cancellation);
    }

    private bool IsOver(int line)
    {
        if (!IsFull)
            return false;
        if (!_isOver)
            Refuse(line, TooMany(most));
        return _isOver = true; // The rest is read and ignored, so that the client can still read the response.
    }

    private async ValueTask ProgressAsync(CancellationToken cancellation)
    {
        if (tally.Subjects % SubjectsPerProgress == 0)
        {
            Write(new ImpactLine(Progress: new ImpactProgress(tally.Subjects, tally.Changed)));
            await SendAsync(cancellation);
        }
        else if (_lines >= MostWaiting)
        {
            await SendAsync(cancellation);
        }
    }

    /// <summary>Writes the summary and waits until everything is sent.</summary>
    public async Task CompleteAsync(CancellationToken cancellation)
    {
        Write(new ImpactLine(Summary: tally.ToSummary()));
        await SendAsync(cancellation);
        await output.CompleteAsync();
    }

    /// <summary>Sends the waiting lines.</summary>
    public async ValueTask SendAsync(CancellationToken cancellation)
    {
        if (_lines == 0)
            return;
        await output.WriteAsync(_waiting.WrittenMemory, cancellation);
        _waiting.ResetWrittenCount();
        _lines = 0;
    }

    private void Refuse(int line, Fault fault) => Write(new ImpactLine(Line: line, Error: fault.ToProblem()));

    private static Fault TooMany(int most) => new(
        413, "cohort-too-large", "The cohort is too large", string.Create(CultureInfo.InvariantCulture, $"an impact analysis takes at most {most:N0} subjects (`Impact:MaxSubjects`); this line and those after it were not read."));

    private void Write(ImpactLine line)
    {
        WireText.Write(_waiting, line, Type);
        _waiting.Write("\n"u8);
        _lines++;
    }
}
