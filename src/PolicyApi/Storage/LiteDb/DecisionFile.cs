using System.Globalization;
using System.Text.RegularExpressions;
using PolicyApi.Storage.LiteDb.Blocks;
using PolicyApi.Storage.LiteDb.Chapters;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb;

/// <summary>
/// The decisions of one month: a file of blocks, and a database as its index, which can be rebuilt. Use only inside the
/// <see cref="StoreGate"/>.
/// </summary>
internal sealed partial class DecisionFile
{
    private const string MonthFormat = "yyyy-MM";
    private const string BlocksEnding = ".blocks";

    private DecisionFile(DateOnly month, BlockFile blocks, MonthIndex index)
    {
        Month = month;
        Blocks = blocks;
        Index = index;
        Seals = new SealReader(month, blocks, index);
        Decisions = new DecisionTable(month, blocks, index, Seals);
    }

    /// <summary>The first day of the month.</summary>
    public DateOnly Month { get; }

    public BlockFile Blocks { get; }

    public MonthIndex Index { get; }

    public DecisionTable Decisions { get; }

    public SealReader Seals { get; }

    /// <summary>The number of copies in progress; the file must not be closed while there are any.</summary>
    public int Holders { get; set; }

    /// <summary>Opens or creates a month's files.</summary>
    /// <exception cref="StoreCorruptException">The decisions that were written last are not what was stored.</exception>
    public static DecisionFile Open(IDataFolder folder, DateOnly month, LiteDbOptions options)
    {
        var blocks = BlockFile.Open(folder, BlocksOf(month), month);
        try
        {
            return new DecisionFile(month, blocks, MonthIndex.Open(folder, NameOf(month), options, blocks));
        }
        catch
        {
            blocks.Dispose();
            throw;
        }
    }

    /// <summary>The database's name without an extension.</summary>
    public static string NameOf(DateOnly month) => "decisions-" + month.ToString(MonthFormat, CultureInfo.InvariantCulture);

    /// <summary>The name of the file of blocks.</summary>
    public static string BlocksOf(DateOnly month) => NameOf(month) + BlocksEnding;

    /// <summary>The month that a file belongs to; <see langword="null"/> if it is not a file of blocks.</summary>
    /// <param name="name">A file's name with its extension.</param>
    public static DateOnly? MonthOf(string name) =>
        FilePattern().Match(name) is { Success: true } match
        && DateOnly.TryParseExact(match.Groups["month"].Value, MonthFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            ? month
            : null;

    /// <summary>Holds both files unchanged, so that they can be copied.</summary>
    public IReadOnlyList<HeldFile> Hold() => [HeldFile.Of(Blocks, BlocksOf(Month)), HeldFile.Of(Index.File, NameOf(Month) + ".db")];

    /// <summary>Closes both files and empties the database's log, so that a completed month consists of two files.</summary>
    public void Close()
    {
        Index.CloseChapter();
        Index.File.Settle();
        Index.File.Dispose();
        Blocks.Close();
    }

    /// <summary>Releases both files after a failure.</summary>
    public void Abandon()
    {
        Index.File.Abandon();
        Blocks.Dispose();
    }

    [GeneratedRegex("^decisions-(?<month>[0-9]{4}-[0-9]{2})\\.blocks\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FilePattern();
}
