namespace PolicyCli.Tests;

/// <summary>A copy of the default documents, for a test to change.</summary>
public sealed class Workspace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("policy-cli-");

    public Workspace()
    {
        foreach (var name in new[] { "policies", "report-templates" })
            Copy(new DirectoryInfo(Path.Combine(Cli.Home, name)), Path.Combine(_folder.FullName, name));
    }

    public string Root => _folder.FullName;

    public string PathOf(params string[] parts) => Path.Combine([_folder.FullName, .. parts]);

    /// <summary>Replaces a text in a document, which must contain it.</summary>
    public void Replace(string file, string text, string by)
    {
        var before = File.ReadAllText(PathOf(file));
        if (!before.Contains(text, StringComparison.Ordinal))
            throw new InvalidOperationException($"`{file}` no longer holds `{text}`; change this test with it");
        File.WriteAllText(PathOf(file), before.Replace(text, by, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Copy(DirectoryInfo from, string to)
    {
        foreach (var file in from.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from.FullName, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            file.CopyTo(target);
        }
    }
}
