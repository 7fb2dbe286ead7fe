using System.Globalization;
using System.Text;
using PolicyApi.Storage.Postgres.Server;

namespace PolicyApi.Storage.Postgres;

/// <summary>One numbered step of the schema, shipped in the program: <c>0001_documents.sql</c>.</summary>
/// <param name="Number">1-based, without gaps.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Sql">Its statements.</param>
/// <param name="Sha256">SHA-256 of the file, 64 lower-case hex digits.</param>
internal sealed record Migration(int Number, string Name, string Sql, string Sha256)
{
    private const string Folder = "migrations/";

    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = Read();

    private static List<Migration> Read()
    {
        var assembly = typeof(Migration).Assembly;
        var found = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Select(Read).OrderBy(m => m.Number).ToList();
        return found.Select(m => m.Number).SequenceEqual(Enumerable.Range(1, found.Count))
            ? found
            : throw new InvalidOperationException("the migrations are not numbered 1, 2, 3 …");
    }

    private static Migration Read(string resource)
    {
        using var file = typeof(Migration).Assembly.GetManifestResourceStream(resource)!;
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        var name = resource[Folder.Length..];
        var number = int.Parse(name.AsSpan(0, name.IndexOf('_', StringComparison.Ordinal)), NumberStyles.None, CultureInfo.InvariantCulture);
        return new Migration(number, name, Encoding.UTF8.GetString(bytes.ToArray()), StoreChecks.Sha256(bytes.ToArray()));
    }
}
