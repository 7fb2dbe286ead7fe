using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyApi.Platform.Content;

/// <summary>The text of one document that ships with the service.</summary>
/// <param name="Name">The name of its file or folder, for messages.</param>
/// <param name="Utf8">The document's JSON.</param>
internal sealed record DocumentFile(string Name, ReadOnlyMemory<byte> Utf8);

/// <summary>Reads the documents that ship with the service.</summary>
internal static class DefaultDocuments
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads every JSON file below the folder of policies, in the order of their paths.</summary>
    public static IEnumerable<DocumentFile> Policies(ContentFolders folders) => JsonFiles(folders.Policies);

    /// <summary>Reads every JSON file below a folder, in the order of their paths; none if the folder does not exist.</summary>
    public static IEnumerable<DocumentFile> JsonFiles(DirectoryInfo folder) => folder.Exists
        ? folder.EnumerateFiles("*.json", SearchOption.AllDirectories)
            .OrderBy(f => f.FullName, StringComparer.Ordinal)
            .Select(f => new DocumentFile(f.Name, File.ReadAllBytes(f.FullName)))
        : [];

    /// <summary>Reads every template's folder as one document each.</summary>
    public static IEnumerable<DocumentFile> Templates(ContentFolders folders) => folders.Templates.Exists
        ? folders.Templates.EnumerateDirectories()
            .Where(d => File.Exists(Path.Combine(d.FullName, "template.json")))
            .OrderBy(d => d.Name, StringComparer.Ordinal)
            .Select(Template)
        : [];

    /// <summary>
    /// Reads one template's folder. It holds <c>template.json</c> (head), <c>body.html</c>, <c>includes/*.html</c> and
    /// <c>texts.*.json</c>, so that people edit HTML as HTML.
    /// </summary>
    public static DocumentFile Template(DirectoryInfo folder)
    {
        var document = JsonNode.Parse(Text(folder, "template.json"))!.AsObject();
        document["body"] = Text(folder, "body.html");
        document["includes"] = Members(
            Files(folder, "includes", "*.html"), f => Path.GetFileNameWithoutExtension(f.Name), f => JsonValue.Create(File.ReadAllText(f.FullName)));
        document["texts"] = Members(
            Files(folder, ".", "texts.*.json"), f => f.Name["texts.".Length..^".json".Length], f => JsonNode.Parse(File.ReadAllText(f.FullName)));
        return new DocumentFile(folder.Name, Encoding.UTF8.GetBytes(document.ToJsonString(Readable)));
    }

    private static string Text(DirectoryInfo folder, string name) => File.ReadAllText(Path.Combine(folder.FullName, name));

    private static IEnumerable<FileInfo> Files(DirectoryInfo folder, string below, string pattern)
    {
        var inner = new DirectoryInfo(Path.Combine(folder.FullName, below));
        return inner.Exists ? inner.EnumerateFiles(pattern).OrderBy(f => f.Name, StringComparer.Ordinal) : [];
    }

    private static JsonObject Members(IEnumerable<FileInfo> files, Func<FileInfo, string> name, Func<FileInfo, JsonNode?> value) =>
        new(files.Select(f => KeyValuePair.Create(name(f), value(f))));
}
