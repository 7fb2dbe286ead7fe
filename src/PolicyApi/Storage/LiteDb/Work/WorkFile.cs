using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb.Work;

/// <summary>The file of bulk work, created with the first job. Use only inside its own <see cref="StoreGate"/>.</summary>
/// <param name="folder">The folder of the file.</param>
/// <param name="checkpointBytes">The size at which its log is applied to the file.</param>
internal sealed class WorkFile(IDataFolder folder, long checkpointBytes)
{
    /// <summary>The file's name without an extension.</summary>
    public const string Name = "work";

    private LiteDbFile? _file;
    private WorkTables? _tables;

    /// <summary>Whether the file exists: without it there are no jobs, and nothing to read.</summary>
    public bool IsMade => _file is not null || folder.Names().Contains(Name + ".db", StringComparer.Ordinal);

    /// <summary>Its tables; the file is created if absent.</summary>
    public WorkTables Tables => _tables ??= new WorkTables(File);

    private LiteDbFile File => _file ??= LiteDbFile.Open(folder, Name, checkpointBytes, WorkTables.Shapes);

    /// <summary>A job, if it exists.</summary>
    public JobRow? FindJob(string id) => IsMade ? Tables.FindJob(id) : null;

    /// <summary>Changes what is stored, given the job's current state, in one transaction.</summary>
    /// <returns><see langword="true"/> if it was done.</returns>
    public bool Save(JobRow job, Action<WorkTables>? change = null) => Write(tables =>
    {
        change?.Invoke(tables);
        tables.SaveJob(job);
    });

    /// <summary>Changes what is stored in one transaction.</summary>
    /// <returns><see langword="true"/> if it was done.</returns>
    public bool Write(Action<WorkTables> change) => File.Write(() =>
    {
        change(Tables);
        return true;
    });

    /// <summary>Wipes changed or removed data: until then the log and the old pages of the data file contain it.</summary>
    public bool Wipe()
    {
        if (IsMade)
            File.Checkpoint();
        return IsMade;
    }

    /// <summary>Reads a little, so that an unreadable file is noticed.</summary>
    public bool Probe() => _file is not null && Tables.Next(1).Count > 0;

    /// <summary>Holds the file unchanged, so that it can be copied; <see langword="null"/> if it does not exist.</summary>
    public HeldFile? Hold() => IsMade ? HeldFile.Of(File, Name + ".db") : null;

    /// <summary>Closes it.</summary>
    public void Close(bool hasFailed)
    {
        if (hasFailed)
            _file?.Abandon();
        else
            _file?.Dispose();
    }
}
