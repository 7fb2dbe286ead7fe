using System.Text;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Inspection;
using PolicyApi.Storage.Work;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

/// <summary>Backups of the embedded store.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempFolder _backups = new();

    public void Dispose()
    {
        _folder.Remove();
        _backups.Remove();
    }

    [Fact]
    public async Task A_backup_made_while_others_write_is_whole_and_opens_as_a_store()
    {
        await using var store = FilledStore.Open(_folder.Path);
        for (var i = 0; i < 4; i++)
            await store.AppendDecisionsAsync([Decision($"before{i}", Noon.AddMonths(i))]);
        var before = await store.AppendedAsync(Drafted(Policy("a"), 0, "{}"));
        await store.PutAsync(RecordWrite.Put(new("things", "a"), 0, "one"u8.ToArray()));
        using var stop = new CancellationTokenSource();
        var writer = WriteOnAsync(store, stop.Token);

        var backup = await store.BackupAsync(_backups.Path, CancellationToken.None);
        await stop.CancelAsync();
        var written = await writer;

        var path = Path.Combine(_backups.Path, backup.Name);
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(_backups.Path));
        Assert.Equal((9, Directory.EnumerateFiles(path).Sum(f => new FileInfo(f).Length)), (backup.Files, backup.Bytes));
        Assert.Empty(StoreInspection.Run(path).Problems);
        await using var restored = FilledStore.Open(path);
        Assert.Equal(before[0], (await restored.JournalAsync())[0]);
        Assert.Equal(backup.Head, await restored.ReadHeadAsync(CancellationToken.None));
        Assert.NotNull(await restored.FindRecordAsync(new("things", "a"), CancellationToken.None));
        for (var i = 0; i < 4; i++)
            Assert.NotNull(await restored.FindDecisionAsync($"before{i}", CancellationToken.None));
        await restored.AppendDecisionsAsync([Decision("after")]);
        for (var i = 0; i < written; i++)
            Assert.NotNull(await store.FindDecisionAsync($"meanwhile{i}", CancellationToken.None));
    }

    [Fact]
    public async Task A_job_half_done_in_a_backup_goes_on_there_and_every_line_has_one_result()
    {
        await using var store = FilledStore.Open(_folder.Path);
        await FilledStore.StartJobAsync(store, chunks: 12);
        for (var i = 0; i < 3; i++)
            Assert.True(await store.Work.WorkAsync(HandleAsync, CancellationToken.None));
        using var stop = new CancellationTokenSource();
        var worker = WorkOnAsync(store, stop.Token);

        var backup = await store.BackupAsync(_backups.Path, CancellationToken.None);
        await stop.CancelAsync();
        await worker;

        var path = Path.Combine(_backups.Path, backup.Name);
        Assert.True(File.Exists(Path.Combine(path, "work.db")));
        Assert.Empty(StoreInspection.Run(path).Problems);
        await using var restored = FilledStore.Open(path);
        var half = (await restored.Work.FindJobAsync("job_1", CancellationToken.None))!;
        Assert.InRange(half.Done, 3, 12);
        await WorkOnAsync(restored, CancellationToken.None);

        var done = (await restored.Work.FindJobAsync("job_1", CancellationToken.None))!;
        Assert.Equal((JobState.Done, 12L), (done.State, done.Done));
        Assert.Equal(Enumerable.Range(1, 12).Select(n => $"output {n}"), await ResultsAsync(restored));
        var stored = await restored.ListDecisionsAsync(new DecisionFilter(DecisionType.Decision), null, 100, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, 12).Select(n => $"job-{n:D2}"), stored.Select(d => d.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_backup_into_a_folder_that_cannot_be_written_fails_and_the_store_goes_on()
    {
        await using var store = FilledStore.Open(_folder.Path);
        var file = Path.Combine(_backups.Path, "file");
        await File.WriteAllTextAsync(file, "not a folder");

        var failed = await Assert.ThrowsAsync<BackupFailedException>(() => store.BackupAsync(file, CancellationToken.None));

        Assert.Contains("check the folder", failed.Message, StringComparison.Ordinal);
        await store.AppendDecisionsAsync([Decision("after")]);
        Assert.True((await store.ProbeAsync(CancellationToken.None)).Ready);
    }

    [SkippableFact]
    public async Task A_folder_for_backups_that_others_use_too_stays_open_to_them_and_the_backup_is_closed()
    {
        Skip.If(OperatingSystem.IsWindows(), "there are no such rights");
#pragma warning disable CA1416 // Skipped there.
        const UnixFileMode everybody = (UnixFileMode)0b111_111_111;
        File.SetUnixFileMode(_backups.Path, everybody);
        await using var store = FilledStore.Open(_folder.Path);

        var backup = await store.BackupAsync(_backups.Path, CancellationToken.None);

        Assert.Equal(everybody, File.GetUnixFileMode(_backups.Path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(_backups.Path, backup.Name)));
#pragma warning restore CA1416
    }

    private static async Task<int> WriteOnAsync(LiteDbPolicyStore store, CancellationToken stop)
    {
        var written = 0;
        for (; !stop.IsCancellationRequested; written++)
        {
            await store.AppendDecisionsAsync([Decision($"meanwhile{written}", Noon.AddMonths(written % 4), body: $"\"{new string('x', 5_000)}\"")]);
            await store.AppendedAsync(StoreChange.Of(Note(target: $"{written}")));
        }

        return written;
    }

    private static async Task<WorkResult> HandleAsync(WorkChunk chunk)
    {
        await Task.Yield();
        return new WorkResult(FilledStore.Output(chunk), 0, [Decision($"job-{chunk.Number:D2}")]);
    }

    private static async Task WorkOnAsync(LiteDbPolicyStore store, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && await store.Work.WorkAsync(HandleAsync, CancellationToken.None))
        {
        }
    }

    private static async Task<List<string>> ResultsAsync(LiteDbPolicyStore store)
    {
        var results = new List<string>();
        await foreach (var output in store.Work.ReadResultsAsync("job_1", CancellationToken.None))
            results.Add(Encoding.UTF8.GetString(output.Span));
        return results;
    }
}
