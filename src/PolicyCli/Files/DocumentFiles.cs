using System.Text.Json;
using PolicyApi.Platform.Content;

namespace PolicyCli.Files;

/// <summary>Finds the documents below a folder.</summary>
internal static class DocumentFiles
{
    private const string TemplateHead = "template.json";
    private const string TemplateBody = "body.html";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>
    /// Reads every document below a folder, named by its path relative to the current folder; a folder with <c>template.json</c> is one document.
    /// </summary>
    /// <param name="folder">The folder to search, at any depth.</param>
    public static IEnumerable<DocumentFile> Below(DirectoryInfo folder)
    {
        var all = Files(folder).ToList();
        var templates = all.Where(f => string.Equals(f.Name, TemplateHead, StringComparison.Ordinal)).Select(f => f.Directory!).OrderBy(d => d.FullName, StringComparer.Ordinal).ToList();
        foreach (var file in all.OrderBy(f => f.FullName, StringComparer.Ordinal))
        {
            if (!templates.Exists(t => IsBelow(file, t)) && IsDocument(file))
                yield return new DocumentFile(Name(file.FullName), File.ReadAllBytes(file.FullName));
        }

        foreach (var template in templates)
            yield return Template(template);
    }

    // A file of the template that is not JSON is returned as a document itself, so that the reader reports what is wrong with it and where.
    private static DocumentFile Template(DirectoryInfo folder)
    {
        var head = Path.Combine(folder.FullName, TemplateHead);
        if (!File.Exists(Path.Combine(folder.FullName, TemplateBody)))
            throw new InvalidDataException($"`{Name(head)}` makes its folder a report template, but the folder has no `{TemplateBody}`; add it, or name folders that hold documents only");
        if (!IsJson(head, Strict, JsonValueKind.Object))
            return new DocumentFile(Name(head), File.ReadAllBytes(head));
        var broken = folder.EnumerateFiles("texts.*.json").OrderBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(f => !IsJson(f.FullName, default));
        return broken is null
            ? DefaultDocuments.Template(folder) with { Name = Name(head) }
            : new DocumentFile(Name(broken.FullName), File.ReadAllBytes(broken.FullName));
    }

    private static bool IsJson(string file, JsonDocumentOptions options, JsonValueKind? kind = null)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file), options);
            return kind is null || json.RootElement.ValueKind == kind;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Folders that are links are skipped, because they may lead back to a parent folder; files that are links are read.
    private static IEnumerable<FileInfo> Files(DirectoryInfo folder) =>
        folder.EnumerateFiles("*.json").Concat(folder.EnumerateDirectories().Where(d => d.LinkTarget is null).SelectMany(Files));

    // Sample data beside documents is not a document.
    private static bool IsDocument(FileInfo file) => !file.FullName.Split(Path.DirectorySeparatorChar).Contains("sample-data", StringComparer.Ordinal);

    private static bool IsBelow(FileInfo file, DirectoryInfo folder) =>
        file.FullName.StartsWith(folder.FullName + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string Name(string path) => Path.GetRelativePath(Environment.CurrentDirectory, path).Replace('\\', '/');
}
