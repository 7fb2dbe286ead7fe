using System.Globalization;
using System.Text.RegularExpressions;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb;

/// <summary>The decisions of one month with their seals, in a file of their own. To be used inside the <see cref="StoreGate"/> only.</summary>
internal sealed partial class DecisionFile : IDisposable
{
    private const string MonthFormat = "yyyy-MM";

    private DecisionFile(DateOnly month, LiteDbFile file)
    {
        Month = month;
        File = file;
        Seals = new SealTable(month, file);
        Decisions = new DecisionTable(file, Seals);
    }

    /// <summary>The first day of the month.</summary>
    public DateOnly Month { get; }

    public LiteDbFile File { get; }

    public DecisionTable Decisions { get; }

    public SealTable Seals { get; }

    /// <summary>How many are copying it; it must not be closed then.</summary>
    public int Holders { get; set; }

    /// <summary>Opens or makes a month's file.</summary>
    public static DecisionFile Open(IDataFolder folder, DateOnly month, long checkpointBytes) =>
        new(month, LiteDbFile.Open(folder, NameOf(month), checkpointBytes, DecisionTable.Shape, SealTable.Shape));

    /// <summary>The file's name without an ending.</summary>
    public static string NameOf(DateOnly month) => "decisions-" + month.ToString(MonthFormat, CultureInfo.InvariantCulture);

    /// <summary>The month that a file belongs to; <see langword="null"/> when it is not the data file of a month.</summary>
    /// <param name="name">A file's name with its ending.</param>
    public static DateOnly? MonthOf(string name) =>
        FilePattern().Match(name) is { Success: true } match
        && DateOnly.TryParseExact(match.Groups["month"].Value, MonthFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            ? month
            : null;

    public void Dispose() => File.Dispose();

    [GeneratedRegex("^decisions-(?<month>[0-9]{4}-[0-9]{2})\\.db\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FilePattern();
}
