using System.Threading.Channels;
using Microsoft.Extensions.Options;
using PolicyApi.Access;
using PolicyApi.Storage;

namespace PolicyApi.Audit.Refusals;

/// <summary>
/// Writes refused attempts to the journal in the background: the first of a kind as soon as the store accepts it, the counts
/// of the others at the end of their minute, and the rest when the service stops.
/// </summary>
/// <param name="store">The store of the journal.</param>
/// <param name="settings">The limits of what is noted.</param>
/// <param name="time">The clock, for the times of attempts and the interval of writing.</param>
/// <param name="log">Receives failures to write notes.</param>
internal sealed partial class RefusalWriter(IPolicyStore store, IOptions<AuditSettings> settings, TimeProvider time, ILogger<RefusalWriter> log) : BackgroundService, IRefusals
{
    private const int AtOnce = 100;
    private const int MostWaiting = 5_000;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    private readonly RefusalLedger _ledger = new(settings.Value.RefusalsPerMinute, settings.Value.RefusalsPerDay);
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Queue<NewNoteEntry> _waiting = new();

    /// <inheritdoc />
    public void Note(string actor, string? address, string operation, string code, int status, string? path)
    {
        if (_ledger.Take(new Refusal(new RefusalKind(actor, address, operation, code), StoredTime.Cut(time.GetUtcNow()), status, path)))
            _wake.Writer.TryWrite(true);
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Collect(all: true);
        await WriteAsync();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await WaitAsync(stoppingToken);
            Collect(all: false);
            await WriteAsync();
        }
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var pause = Task.Delay(Pace, time, either.Token);
        await Task.WhenAny(_wake.Reader.ReadAsync(either.Token).AsTask(), pause);
        await either.CancelAsync();
    }

    private void Collect(bool all)
    {
        foreach (var note in _ledger.Drain(StoredTime.Cut(time.GetUtcNow()), all))
        {
            if (_waiting.Count < MostWaiting)
                _waiting.Enqueue(note);
        }
    }

    // What the store does not accept now waits for the next turn; requests never wait for it.
    private async Task WriteAsync()
    {
        while (_waiting.Count > 0)
        {
            var some = _waiting.Take(AtOnce).ToList();
            try
            {
                await store.AppendAsync(new StoreChange { Entries = some }, CancellationToken.None);
            }
            catch (StoreException e)
            {
                NotWritten(log, _waiting.Count, e.Message);
                return;
            }

            for (var i = 0; i < some.Count; i++)
                _waiting.Dequeue();
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} refused attempts could not be written to the journal yet; it will be retried: {Reason}")]
    private static partial void NotWritten(ILogger log, int count, string reason);
}
