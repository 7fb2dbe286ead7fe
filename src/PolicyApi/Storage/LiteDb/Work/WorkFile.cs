using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.Work;

namespace PolicyApi.Storage.LiteDb.Work;

/// <summary>The file of bulk work, made with the first job. To be used inside its own <see cref="StoreGate"/> only.</summary>
/// <param name="folder">Where the file lies.</param>
/// <param name="checkpointBytes">How large its log grows before it is brought into the file.</param>
internal sealed class WorkFile(IDataFolder folder, long checkpointBytes)
{
    /// <summary>The file's name without an ending.</summary>
    public const string Name = "work";

    private LiteDbFile? _file;
    private WorkTables? _tables;

    /// <summary>Whether there is one: without it there is no job, and nothing to be read.</summary>
    public bool IsMade => _file is not null || folder.Names().Contains(Name + ".db", StringComparer.Ordinal);

    /// <summary>Its tables; it is made when absent.</summary>
    public WorkTables Tables => _tables ??= new WorkTables(File);

    private LiteDbFile File => _file ??= LiteDbFile.Open(folder, Name, checkpointBytes, WorkTables.Shapes);

    /// <summary>A job, if there is one.</summary>
    public JobRow? FindJob(string id) => IsMade ? Tables.FindJob(id) : null;

    /// <summary>Changes what is stored, with a job as it is then, in one transaction.</summary>
    /// <returns><see langword="true"/>: it was done.</returns>
    public bool Save(JobRow job, Action<WorkTables>? change = null) => Write(tables =>
    {
        change?.Invoke(tables);
        tables.SaveJob(job);
    });

    /// <summary>Changes what is stored in one transaction.</summary>
    /// <returns><see langword="true"/>: it was done.</returns>
    public bool Write(Action<WorkTables> change) => File.Write(() =>
    {
        change(Tables);
        return true;
    });

    /// <summary>Lets go of what was changed or removed: until then the log and the old pages of the data file hold it.</summary>
    public bool Wipe()
    {
        if (IsMade)
            File.Checkpoint();
        return IsMade;
    }

    /// <summary>Reads a little, so that a file that cannot be read shows.</summary>
    public bool Probe() => _file is not null && Tables.Next(1).Count > 0;

    /// <summary>Keeps the file as it is, so that it can be copied; <see langword="null"/> when there is none.</summary>
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
