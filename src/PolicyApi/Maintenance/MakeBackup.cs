using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PolicyApi.Platform.Content;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Requests;
using PolicyApi.Platform.Stores;
using PolicyApi.Storage;

namespace PolicyApi.Maintenance;

/// <summary>A backup that was written.</summary>
/// <param name="Name">The name of the backup's folder within the configured one: the time (UTC) at which it was begun.</param>
/// <param name="Files">The number of files in it.</param>
/// <param name="Bytes">The total size of the files in bytes.</param>
/// <param name="JournalSequence">The number of the last journal entry in it.</param>
/// <param name="JournalHash">The hash of that entry, 64 lower-case hex digits.</param>
public sealed record BackupAnswer(string Name, int Files, long Bytes, long JournalSequence, string JournalHash);

/// <summary>Backs up the store while it is in use.</summary>
internal static class MakeBackup
{
    /// <summary>Writes a backup to the configured folder, and records it in the journal.</summary>
    public static async Task<Results<Ok<BackupAnswer>, Fault>> HandleAsync(
        HttpContext context,
        [FromServices] IPolicyStore store,
        [FromServices] IOptions<StoreSettings> settings,
        [FromServices] ContentFolders folders,
        [FromServices] TimeProvider time,
        CancellationToken cancellation)
    {
        if (store is not IStoreBackup backup)
            return Faults.Conflict("backup-elsewhere", "This store is backed up by its database", "use the database's own tools, such as `pg_dump`.");
        if (settings.Value.BackupFolder is not { Length: > 0 } folder)
            return Faults.Conflict("backup-not-set", "No folder for backups is set", "set `Store:BackupFolder` to a folder, best on another disk, and restart the service.");
        try
        {
            var written = await backup.BackupAsync(Path.GetFullPath(folder, folders.Home.FullName), cancellation);
            await store.AppendAsync(StoreChange.Of(Note(written, context, time)), CancellationToken.None);
            return TypedResults.Ok(new BackupAnswer(written.Name, written.Files, written.Bytes, written.Head.Sequence, written.Head.Hash));
        }
        catch (BackupFailedException e)
        {
            return new Fault(503, "backup-failed", "The backup could not be written", e.Message);
        }
    }

    private static NewNoteEntry Note(StoreBackup written, HttpContext context, TimeProvider time) => new()
    {
        At = time.GetUtcNow(),
        Actor = Actors.Of(context),
        Origin = context.Connection.RemoteIpAddress?.ToString(),
        Action = "backup-made",
        Target = written.Name,
        HashAfter = written.Head.Hash,
        Details = JsonSerializer.Serialize(new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["bytes"] = written.Bytes.ToString(CultureInfo.InvariantCulture),
            ["files"] = written.Files.ToString(CultureInfo.InvariantCulture),
        }),
    };
}
