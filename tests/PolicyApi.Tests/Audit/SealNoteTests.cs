using Microsoft.Extensions.DependencyInjection;
using PolicyApi.Storage;
using PolicyApi.Tests.Catalog;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Audit;

/// <summary>The journal notes the last seal of each month.</summary>
public sealed class SealNoteTests : IAsyncLifetime
{
    // The middle of a month, because another month begins other seals.
    private readonly RunningService _service = new()
    {
        Replace = services => services.AddSingleton<TimeProvider>(new TestClock(new DateTimeOffset(2026, 5, 15, 12, 0, 0, TimeSpan.Zero))),
    };

    public Task InitializeAsync() => _service.InitializeAsync();

    public Task DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_service_that_stops_notes_where_the_answers_end_and_only_when_they_have_gone_on()
    {
        await DecideAsync();
        await _service.RestartAsync();
        var first = Assert.Single(await NotesAsync());
        await _service.RestartAsync();
        Assert.Single(await NotesAsync());

        await DecideAsync();
        await _service.RestartAsync();

        var notes = await NotesAsync();
        Assert.Equal(2, notes.Count);
        var store = _service.Services.GetRequiredService<IPolicyStore>();
        foreach (var (note, sequence) in new[] { (first, 1), (notes[1], 2) })
        {
            var noted = SealNotes.Read(note)!;
            var seal = Assert.Single(await store.ReadSealsAsync(noted.Month, sequence - 1, 1, CancellationToken.None));
            Assert.Equal((seal.Sequence, seal.Hash, "service"), (noted.Sequence, noted.Hash, note.Actor));
        }
    }

    private async Task DecideAsync() =>
        Assert.Equal(200, (await _service.PostAsync("/v1/policies/yearly-review-promotion/decisions", """{"employee_id":"E-1","avg_training_score":75}""")).Status);

    private async Task<IReadOnlyList<NoteEntry>> NotesAsync() =>
    [
        .. (await _service.Services.GetRequiredService<IPolicyStore>().ReadJournalAsync(0, StoreLimits.MaxJournalRead, CancellationToken.None))
            .OfType<NoteEntry>().Where(n => n.Action == SealNotes.Action),
    ];
}
