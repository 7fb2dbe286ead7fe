using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb;

/// <summary>
/// The journal with its contents and the records, in one file, because they are written together. Use only inside the <see cref="StoreGate"/>.
/// </summary>
internal sealed class JournalFile
{
    /// <summary>The file's name without an extension.</summary>
    public const string Name = "journal";

    private JournalFile(LiteDbFile file, TimeProvider time)
    {
        File = file;
        Contents = new ContentTable(file);
        Journal = new JournalTable(file, Contents);
        Records = new RecordTable(file, time);
    }

    public LiteDbFile File { get; }

    public ContentTable Contents { get; }

    public JournalTable Journal { get; }

    public RecordTable Records { get; }

    /// <summary>Opens or creates the file.</summary>
    public static JournalFile Open(IDataFolder folder, long checkpointBytes, TimeProvider time) =>
        new(LiteDbFile.Open(folder, Name, checkpointBytes, JournalTable.Shape, ContentTable.Shape, RecordTable.Shape), time);

    /// <summary>Writes the changes without a conflict in one transaction; each sees those before it.</summary>
    public IReadOnlyList<Written<AppendResult>> Append(IReadOnlyList<StoreChange> changes) => File.WriteIfChanged(() =>
    {
        IReadOnlyList<Written<AppendResult>> written = [.. changes.Select(Append)];
        return (written, written.Any(w => w.Result is AppendResult.Appended));
    });

    /// <summary>Removes expired records.</summary>
    /// <returns>How many.</returns>
    public int Sweep()
    {
        var expired = Records.Expired(StoreLimits.MaxSweep);
        return expired.Count == 0 ? 0 : File.Write(() => Records.Sweep(expired));
    }

    private Written<AppendResult> Append(StoreChange change)
    {
        if ((Journal.FindConflict(change) ?? Records.FindConflict(change.Records)) is { } conflict)
            return new(conflict, null);
        if (Journal.FindMissingContent(change) is { } missing)
            return new(null, missing);
        Records.Put(change.Records);
        return new(new AppendResult.Appended(Journal.Insert(change.Entries)), null);
    }
}
