namespace PolicyApi.Storage;

/// <summary>A store that can write a copy of itself while in use. Other stores are backed up by the tools of their database.</summary>
public interface IStoreBackup
{
    /// <summary>
    /// Writes everything that was durable at one moment into a new folder, which appears under its name when it is complete. Reading and
    /// writing continue in the meantime.
    /// </summary>
    /// <param name="folder">The folder for the backups, one subfolder each; created if it does not exist.</param>
    /// <param name="cancellationToken">Cancels the backup and leaves nothing behind.</param>
    /// <exception cref="StoreBusyException">Another backup is being written.</exception>
    /// <exception cref="BackupFailedException">The copy could not be written; the store itself keeps working.</exception>
    Task<StoreBackup> BackupAsync(string folder, CancellationToken cancellationToken);
}

/// <summary>A backup that was written.</summary>
/// <param name="Name">Its folder's name: the time (UTC) at which it was started.</param>
/// <param name="Files">How many files it has.</param>
/// <param name="Bytes">How many bytes they have.</param>
/// <param name="Head">Where its journal ends.</param>
public sealed record StoreBackup(string Name, int Files, long Bytes, JournalHead Head);

/// <summary>Thrown if a backup cannot be written. The store itself keeps working.</summary>
public sealed class BackupFailedException : StoreException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The reason; lower case, one line.</param>
    /// <param name="inner">The exception of the write.</param>
    public BackupFailedException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
