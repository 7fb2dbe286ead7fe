using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.LiteDb.Inspection;

namespace PolicyService.Faults.Soak;

/// <summary>Readers and writers at once, where everything read says by its id what it must hold.</summary>
/// <param name="folder">A data folder of the run's own.</param>
internal sealed class SoakRun(string folder)
{
    private const int Readers = 8;
    private const int Writers = 4;
    private static readonly RecordKey Counter = new("soak", "counter");

    private readonly ConcurrentQueue<string> _problems = [];
    private readonly ConcurrentBag<DecisionRecord> _written = [];
    private readonly DecisionRecord[] _recent = new DecisionRecord[4_096];
    private int _number;
    private int _reads;
    private long _counted;

    /// <summary>What was done.</summary>
    public string Counts => $"{_written.Count} decisions and {Interlocked.Read(ref _counted)} changes written, {_reads} reads";

    /// <summary>Runs for a while, then looks at everything once more.</summary>
    /// <returns>What was wrong; empty when nothing was.</returns>
    public async Task<IReadOnlyCollection<string>> RunAsync(TimeSpan time)
    {
        await using (var store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = folder, OpenDecisionFiles = 2, CheckpointBytes = 4_000_000 }, TimeProvider.System))
        {
            await WriteDecisionAsync(store);
            using var stop = new CancellationTokenSource(time);
            await Task.WhenAll(
            [
                .. Enumerable.Range(0, Writers - 1).Select(_ => UntilAsync(() => WriteDecisionAsync(store), stop.Token)),
                UntilAsync(() => CountAsync(store), stop.Token),
                .. Enumerable.Range(0, Readers - 2).Select(_ => UntilAsync(() => ReadAsync(store), stop.Token)),
                UntilAsync(() => ListAsync(store), stop.Token),
                UntilAsync(() => ReadCounterAsync(store), stop.Token),
            ]);
            foreach (var decision in _written)
                Compare(decision, await store.FindDecisionAsync(decision.Id, CancellationToken.None));
        }

        foreach (var problem in StoreInspection.Run(folder).Problems)
            _problems.Enqueue(problem);
        return _problems;
    }

    private async Task UntilAsync(Func<Task> act, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Task.Run(act, CancellationToken.None);
            }
            catch (StoreException e)
            {
                _problems.Enqueue(e.Message);
            }
        }
    }

    // Three months, so that files are opened and closed all the while.
    private async Task WriteDecisionAsync(LiteDbPolicyStore store)
    {
        var number = Interlocked.Increment(ref _number);
        var at = new DateTimeOffset(2025, 1 + (number % 64 == 0 ? number / 64 % 3 : 0), 2, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(number);
        var decision = Records.New(at, number % 500);
        await store.AppendDecisionsAsync([decision]);
        _written.Add(decision);
        Volatile.Write(ref _recent[number % _recent.Length], decision);
    }

    private async Task CountAsync(LiteDbPolicyStore store)
    {
        var version = _counted;
        var text = (version + 1).ToString(CultureInfo.InvariantCulture);
        var change = new StoreChange
        {
            Entries = [new NewNoteEntry { At = TimeProvider.System.GetUtcNow(), Actor = "soak", Action = "counted", Target = text }],
            Records = [RecordWrite.Put(Counter, version, Encoding.UTF8.GetBytes(text))],
        };
        if (await store.AppendAsync(change, CancellationToken.None) is not AppendResult.Appended)
            _problems.Enqueue($"the counter was not at version {version}");
        Interlocked.Increment(ref _counted);
    }

    private async Task ReadAsync(LiteDbPolicyStore store)
    {
        Interlocked.Increment(ref _reads);
        if (Volatile.Read(ref _recent[Random.Shared.Next(_recent.Length)]) is { } known)
            Compare(known, await store.FindDecisionAsync(known.Id, CancellationToken.None));
    }

    private async Task ListAsync(LiteDbPolicyStore store)
    {
        Interlocked.Increment(ref _reads);
        var subject = $"M-{Random.Shared.Next(500)}";
        var page = await store.ListDecisionsAsync(new DecisionFilter(DecisionType.Decision, Subject: subject), null, 50, CancellationToken.None);
        if (page.Any(d => !string.Equals(d.Subject, subject, StringComparison.Ordinal)) || !page.SequenceEqual(page.OrderByDescending(d => d.At).ThenByDescending(d => d.Id, StringComparer.Ordinal)))
            _problems.Enqueue($"the list of `{subject}` holds others, or is out of order");
    }

    private async Task ReadCounterAsync(LiteDbPolicyStore store)
    {
        Interlocked.Increment(ref _reads);
        var least = Interlocked.Read(ref _counted);
        var head = await store.ReadHeadAsync(CancellationToken.None);
        var counter = await store.FindRecordAsync(Counter, CancellationToken.None);
        if (head.Sequence < least || (counter?.Version ?? 0) < head.Sequence || !string.Equals(Text(counter), $"{counter?.Version ?? 0}", StringComparison.Ordinal))
            _problems.Enqueue($"the counter is at {Text(counter)}, version {counter?.Version}, with {head.Sequence} entries of {least} acknowledged");
    }

    private static string Text(StoredRecord? counter) => counter is null ? "0" : Encoding.UTF8.GetString(counter.Bytes.Span);

    private void Compare(DecisionRecord expected, DecisionRecord? found)
    {
        if (found is null || found with { Body = default } != expected with { Body = default } || !found.Body.Span.SequenceEqual(expected.Body.Span))
            _problems.Enqueue($"the decision `{expected.Id}` is {(found is null ? "not there" : $"answered with `{found.Id}`")}");
    }
}
