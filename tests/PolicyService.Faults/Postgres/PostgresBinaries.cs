using System.Globalization;

namespace PolicyService.Faults.Postgres;

/// <summary>Finds the server's programs where Debian keeps them.</summary>
internal static class PostgresBinaries
{
    private const string Root = "/usr/lib/postgresql";

    /// <summary>The folder of the newest version's programs; <see langword="null"/> when there is none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Why no server can be started here, and what to do; <see langword="null"/> when one can.</summary>
    public static string? Absent { get; } =
        Folder is null ? $"there is no PostgreSQL server below `{Root}`; install Debian's `postgresql` package" : null;

    private static string? Find() => Directory.Exists(Root)
        ? Directory.EnumerateDirectories(Root)
            .Where(d => File.Exists(Path.Combine(d, "bin", "initdb")))
            .OrderByDescending(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Select(d => Path.Combine(d, "bin"))
            .FirstOrDefault()
        : null;
}
