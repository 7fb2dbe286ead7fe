using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PolicyApi.Audit;
using PolicyApi.Audit.Heads;
using PolicyApi.Observability;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Tests.Storage;

namespace PolicyApi.Tests.Audit;

/// <summary>The head is exported once per interval, whichever process does it.</summary>
public sealed class HeadScheduleTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly QuickTime _time = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<IDisposable> _parts = [];
    private readonly Dictionary<bool, long> _counted = new() { [true] = 0, [false] = 0 };
    private LiteDbPolicyStore _store = null!;
    private ServiceMetrics _metrics = null!;
    private string _exports = string.Empty;

    public Task InitializeAsync()
    {
        _exports = Path.Combine(_folder.Path, "heads");
        _store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = Path.Combine(_folder.Path, "data") }, _time);
        var meters = _services.GetRequiredService<IMeterFactory>();
        var listener = new MeterListener { InstrumentPublished = (instrument, me) => { if (instrument.Name == "policy.audit.heads" && instrument.Meter.Scope == meters) me.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => _counted[(bool)tags[0].Value!] += value);
        listener.Start();
        _parts.Add(listener);
        _metrics = new ServiceMetrics(meters);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _parts.ForEach(p => p.Dispose());
        await _store.DisposeAsync();
        await _services.DisposeAsync();
        _folder.Remove();
    }

    [Fact]
    public async Task Every_hour_in_which_something_was_done_has_one_head_however_many_processes_there_are()
    {
        var settings = new AuditSettings { ExportFolder = _exports };
        HeadExporter[] processes = [Process(settings), Process(settings), Process(settings)];

        for (var minute = 0; minute < 5 * 60; minute++)
        {
            if (minute % 20 == 0)
                await NoteAsync();
            await Task.WhenAll(processes.Select(p => p.RunDueAsync(CancellationToken.None)));
            _time.Pass(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([8, 9, 10, 11, 12, 13], Heads().Select(h => h.At.Hour));
        Assert.All(Heads(), h => Assert.True(h.IsGenuine()));
        Assert.Equal((6, 0), (_counted[true], _counted[false]));
    }

    [Fact]
    public async Task After_a_pause_the_head_is_made_up_for_at_once_and_only_once()
    {
        var settings = new AuditSettings { ExportFolder = _exports };
        await NoteAsync();
        await Process(settings).RunDueAsync(CancellationToken.None);

        await NoteAsync();
        _time.Pass(TimeSpan.FromHours(7));
        var woken = Process(settings);
        await woken.RunDueAsync(CancellationToken.None);
        await woken.RunDueAsync(CancellationToken.None);

        Assert.Equal([8, 15], Heads().Select(h => h.At.Hour));
    }

    [Fact]
    public async Task Where_nothing_was_done_there_is_nothing_new_to_sign()
    {
        var process = Process(new AuditSettings { ExportFolder = _exports });
        await NoteAsync();
        for (var hour = 0; hour < 4; hour++)
        {
            await process.RunDueAsync(CancellationToken.None);
            _time.Pass(TimeSpan.FromHours(1));
        }

        Assert.Single(Heads());
    }

    [Fact]
    public async Task A_turn_that_was_not_ended_is_taken_over_after_a_while()
    {
        var settings = Options.Create(new AuditSettings { ExportFolder = _exports });
        await NoteAsync();
        Assert.NotNull(await new HeadTurns(_store, settings, _time).TakeAsync(CancellationToken.None));
        var other = Process(settings.Value);

        await other.RunDueAsync(CancellationToken.None);
        Assert.Empty(Heads());
        _time.Pass(HeadTurns.Patience);
        await other.RunDueAsync(CancellationToken.None);

        Assert.Single(Heads());
    }

    [Fact]
    public async Task A_webhook_that_fails_is_tried_again_and_counted_until_it_takes_the_head()
    {
        await using var webhook = await Webhook.StartAsync(500, 500, 503, 500, 204);
        var process = Process(new AuditSettings { Webhook = webhook.Address });
        await NoteAsync();

        await process.RunDueAsync(CancellationToken.None);
        Assert.Equal((0, 1), (_counted[true], _counted[false]));
        await process.RunDueAsync(CancellationToken.None);
        _time.Pass(HeadTurns.Patience);
        await process.RunDueAsync(CancellationToken.None);
        await process.RunDueAsync(CancellationToken.None);

        var bodies = await webhook.Received.WaitAsync(Patience.Most);
        Assert.Equal((1, 1), (_counted[true], _counted[false]));
        Assert.Equal(5, bodies.Count);
        Assert.True(SignedHead.Read(Encoding.UTF8.GetBytes(bodies[^1])).IsGenuine());
    }

    [Fact]
    public async Task A_clock_that_was_far_ahead_and_was_set_right_does_not_stop_the_heads()
    {
        var process = Process(new AuditSettings { ExportFolder = _exports });
        await NoteAsync();
        await process.RunDueAsync(CancellationToken.None);
        _time.Pass(TimeSpan.FromDays(-10));
        await NoteAsync();
        await process.RunDueAsync(CancellationToken.None);

        Assert.Equal(2, Heads().Count);
    }

    private HeadExporter Process(AuditSettings settings)
    {
        var options = Options.Create(settings);
        var file = Path.Combine(_folder.Path, "signing.pem");
        if (!File.Exists(file))
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem());
        }

        var signer = new HeadSigner(Options.Create(new AuditSettings { SigningKeyFile = file }), null!);
        var webhook = new HeadWebhook(options, _time);
        var made = new HeadExporter(
            new HeadService(_store, signer, _time), webhook, new HeadTurns(_store, options, _time), options, _time, _metrics, NullLogger<HeadExporter>.Instance);
        _parts.AddRange([signer, webhook, made]);
        return made;
    }

    private async Task NoteAsync() => await _store.AppendAsync(
        StoreChange.Of(new NewNoteEntry { At = _time.GetUtcNow(), Actor = "key:hr", Action = "tried", Target = "things/1" }), CancellationToken.None);

    private List<SignedHead> Heads() => !Directory.Exists(_exports)
        ? []
        : [.. Directory.EnumerateFiles(_exports, "*.json").Select(f => SignedHead.Read(File.ReadAllBytes(f))).OrderBy(h => h.Journal.Sequence)];
}
