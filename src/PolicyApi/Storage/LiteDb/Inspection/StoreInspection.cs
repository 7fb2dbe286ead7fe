using LiteDB;
using PolicyApi.Storage.LiteDb.Chapters;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.LiteDb.Work;

namespace PolicyApi.Storage.LiteDb.Inspection;

/// <summary>
/// Checks everything in a data folder that no process has open: every hash, every link, every seal, and every key by which rows are
/// found. It continues after a problem, so that one run shows all of them. Like opening the store, it applies what a crash left in the logs.
/// </summary>
internal sealed class StoreInspection
{
    private readonly List<string> _counts = [];
    private readonly List<string> _problems = [];
    private IReadOnlyDictionary<DateOnly, NotedSeal> _noted = new Dictionary<DateOnly, NotedSeal>();

    private StoreInspection()
    {
    }

    /// <summary>Inspects a folder.</summary>
    /// <param name="path">The data folder, or a backup.</param>
    /// <exception cref="StoreInUseException">A process has it open.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder, or no store in it.</exception>
    public static StoreReport Run(string path)
    {
        if (!File.Exists(Path.Combine(path, JournalFile.Name + ".db")))
            throw new DirectoryNotFoundException($"there is no store in `{path}`; name the data folder with `--Store:Folder`.");
        using var folder = new DiskFolder(path);
        return Run(folder);
    }

    /// <summary>Inspects a folder that this process already holds.</summary>
    public static StoreReport Run(IDataFolder folder)
    {
        var inspection = new StoreInspection();
        inspection.InspectJournal(folder);
        var months = folder.Names().Select(DecisionFile.MonthOf).OfType<DateOnly>().ToList();
        foreach (var month in months)
            inspection.InspectDecisions(folder, month);
        foreach (var (month, noted) in inspection._noted.Where(n => !months.Contains(n.Key)))
            inspection._problems.Add($"`{DecisionFile.BlocksOf(month)}` is missing, although the journal notes {noted.Sequence} seals in it");
        if (folder.Names().Contains(WorkFile.Name + ".db", StringComparer.Ordinal))
            inspection.InspectWork(folder);
        return new StoreReport(inspection._counts, inspection._problems);
    }

    private void InspectJournal(IDataFolder folder) => Guarded(JournalFile.Name + ".db", () =>
    {
        using var file = LiteDbFile.Open(folder, JournalFile.Name, long.MaxValue, JournalTable.Shape, ContentTable.Shape, RecordTable.Shape);
        var contents = new ContentInspection(file, _problems);
        Guarded(ContentTable.Name, contents.Run);
        var journal = new JournalInspection(file, contents.Hashes, _problems);
        Guarded(JournalTable.Name, journal.Run);
        _noted = journal.Seals;
        var records = new RecordInspection(file, _problems);
        Guarded(RecordTable.Name, records.Run);
        foreach (var shape in new[] { JournalTable.Shape, ContentTable.Shape, RecordTable.Shape })
            Guarded(shape.Name, () => IndexInspection.Run(file, shape, _problems));
        _counts.Add($"journal: {journal.Count} entries, {contents.Hashes.Count} contents, {records.Count} records");
    });

    // Opening the month applies what a crash left in its log. The blocks are checked even if it cannot be opened or is damaged at its end.
    private void InspectDecisions(IDataFolder folder, DateOnly month) => Guarded(DecisionFile.NameOf(month), () =>
    {
        var place = $"decisions of {month:yyyy-MM}";
        var file = Rows.Look(() => DecisionFile.Open(folder, month, new LiteDbOptions { DataFolder = "inspected", CheckpointBytes = long.MaxValue }), place, _problems);
        using var blocks = folder.Open(DecisionFile.BlocksOf(month));
        var decisions = new DecisionInspection(blocks, month, _noted.GetValueOrDefault(month), _problems);
        if (file is null || Rows.Look(() => Whole(file.Index), place, _problems) is null)
            Guarded(DecisionFile.BlocksOf(month), () => _ = decisions.Run().LastOrDefault());
        else
            Guarded(DecisionFile.BlocksOf(month), () => new ChapterInspection(file.Index, month, _problems).Run(decisions.Run()));
        file?.Close();
        _counts.Add($"decisions of {month:yyyy-MM}: {decisions.Count} under {decisions.Seals} seals");
    });

    private static MonthIndex Whole(MonthIndex index)
    {
        index.CheckWhole();
        return index;
    }

    private void InspectWork(IDataFolder folder) => Guarded(WorkFile.Name + ".db", () =>
    {
        using var file = LiteDbFile.Open(folder, WorkFile.Name, long.MaxValue, WorkTables.Shapes);
        var work = new WorkInspection(file, _problems);
        Guarded("jobs", work.Run);
        foreach (var shape in WorkTables.Shapes)
            Guarded(shape.Name, () => IndexInspection.Run(file, shape, _problems));
        _counts.Add($"jobs: {work.Jobs}, with {work.Open} chunks to be done and {work.Results} results");
    });

    /// <summary>If something cannot be read at all, that is noted as a problem there, and the check continues.</summary>
    private void Guarded(string place, Action look)
    {
        try
        {
            look();
        }
        catch (Exception e) when (StoreGate.IsOfFiles(e) || Rows.IsOfContent(e))
        {
            _problems.Add($"{place} cannot be read to its end: {e.Message}");
        }
    }
}
