using System.Globalization;
using PolicyApi.Storage.Files;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.LiteDb.Work;

namespace PolicyApi.Storage.LiteDb;

/// <summary>
/// Copies the files of a store that is in use. At one moment every open file is checkpointed and held: transactions continue in
/// the logs while the data files are copied. Closed files do not change. Bulk work is held shortly before the rest: if a chunk's
/// decisions are in the copy while it is still pending there, it is done again with the same result. In the other order they would be lost.
/// </summary>
internal sealed class LiteDbBackup(StoreGate gate, JournalFile journal, DecisionFiles files, LiteDbWorkStore work, TimeProvider time) : IDisposable
{
    private const int Tries = 3;
    private const int CopiedAtOnce = 1024 * 1024;

    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task<StoreBackup> RunAsync(string folder, CancellationToken cancellationToken)
    {
        if (!await _turn.WaitAsync(TimeSpan.Zero, cancellationToken))
            throw new StoreBusyException("another backup is being written; try again when it is done");
        var name = time.GetUtcNow().ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture);
        try
        {
            for (var i = 0; i < Tries; i++)
            {
                if (await TryAsync(folder, name, cancellationToken) is { } backup)
                    return backup;
            }

            throw new BackupFailedException("erasures kept changing the files while they were copied; try again");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupFailedException($"the backup could not be written; check the folder and its free space ({e.Message})", e);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<StoreBackup?> TryAsync(string folder, string name, CancellationToken cancellationToken)
    {
        // The folder may also belong to others; the backup inside it does not.
        OwnerOnly.NewFolder(folder);
        var unfinished = Path.Combine(folder, name + ".unfinished");
        OwnerOnly.NewFolder(unfinished);
        try
        {
            if (await CopyAsync(unfinished, cancellationToken) is not { } copied)
                return null;
            FolderSync.Sync(unfinished);
            Directory.Move(unfinished, Path.Combine(folder, name));
            FolderSync.Sync(folder);
            return copied with { Name = name };
        }
        finally
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
        }
    }

    /// <returns><see langword="null"/> if a file has changed during the copy.</returns>
    private async Task<StoreBackup?> CopyAsync(string folder, CancellationToken cancellationToken)
    {
        var jobs = await work.HoldAsync(cancellationToken);
        var isWhole = true;
        StoreBackup copied;
        try
        {
            (copied, isWhole) = await CopyRestAsync(folder, cancellationToken);
            if (jobs is not null)
                copied = copied with { Files = copied.Files + 1, Bytes = copied.Bytes + await CopyAsync(jobs, folder, cancellationToken) };
        }
        finally
        {
            if (jobs is not null)
                isWhole &= await work.ReleaseAsync(jobs);
        }

        return isWhole ? copied : null;
    }

    private async Task<(StoreBackup Copied, bool IsWhole)> CopyRestAsync(string folder, CancellationToken cancellationToken)
    {
        var (held, closed, head) = await gate.RunAsync(HoldOpenFiles, cancellationToken);
        var bytes = 0L;
        var isWhole = true;
        try
        {
            foreach (var file in held.SelectMany(h => h.Files))
                bytes += await CopyAsync(file, folder, cancellationToken);
        }
        finally
        {
            // All of them, even after one that has changed.
            isWhole &= await gate.RunAsync(() => held.ConvertAll(Release).TrueForAll(kept => kept), CancellationToken.None);
        }

        foreach (var month in closed)
        {
            var opened = await gate.RunAsync(() => Hold(files.Find(month)!), cancellationToken);
            try
            {
                foreach (var file in opened.Files)
                    bytes += await CopyAsync(file, folder, cancellationToken);
            }
            finally
            {
                isWhole &= await gate.RunAsync(() => Release(opened), CancellationToken.None);
            }
        }

        return (new StoreBackup(string.Empty, held.Sum(h => h.Files.Count) + (2 * closed.Count), bytes, head), isWhole);
    }

    private (List<Held> Held, IReadOnlyList<DateOnly> Closed, JournalHead Head) HoldOpenFiles()
    {
        // Before any file is held. A copy of a damaged file would replace an undamaged one.
        foreach (var file in files.Open)
        {
            file.Index.CheckWhole();
            file.Index.File.DemandRoom();
        }

        journal.File.DemandRoom();
        List<Held> held = [new([HeldFile.Of(journal.File, JournalFile.Name + ".db")], null), .. files.Open.Select(Hold)];
        return (held, [.. files.Months.Except(files.Open.Select(f => f.Month))], journal.Journal.Head());
    }

    private static Held Hold(DecisionFile file)
    {
        file.Index.CheckWhole();
        file.Holders++;
        return new Held(file.Hold(), file);
    }

    private static bool Release(Held held)
    {
        if (held.Month is { } month)
            month.Holders--;
        return held.Files.ToList().ConvertAll(f => f.Release()).TrueForAll(kept => kept);
    }

    private static async Task<long> CopyAsync(HeldFile held, string folder, CancellationToken cancellationToken)
    {
        var buffer = new byte[CopiedAtOnce];
        await using var copy = new FileStream(Path.Combine(folder, held.Name), OwnerOnly.Creating());
        for (var at = 0L; at < held.Length;)
        {
            var read = held.File.ReadData(at, buffer.AsSpan(0, (int)Math.Min(buffer.Length, held.Length - at)));
            if (read == 0)
                throw new IOException($"`{held.Name}` ended at {at} of {held.Length} bytes");
            await copy.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            at += read;
        }

        copy.Flush(flushToDisk: true);
        return held.Length;
    }

    private sealed record Held(IReadOnlyList<HeldFile> Files, DecisionFile? Month);
}
