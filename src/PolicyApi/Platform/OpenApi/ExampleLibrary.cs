using System.Text.Json.Nodes;
using PolicyApi.Platform.Content;

namespace PolicyApi.Platform.OpenApi;

/// <summary>A request body to try.</summary>
/// <param name="Name">A word that is unique within the operation.</param>
/// <param name="Summary">What people see in the list of examples.</param>
/// <param name="Value">The body: JSON, or a JSON string with the text of a body that is no JSON.</param>
internal sealed record NamedExample(string Name, string Summary, JsonNode Value);

/// <summary>Examples for the API's document, taken from the files that the service itself is seeded with, so that they cannot rot.</summary>
/// <param name="folders">Where the files lie.</param>
internal sealed class ExampleLibrary(ContentFolders folders)
{
    private const int SampleManagers = 3;

    /// <summary>The default documents of some kinds.</summary>
    /// <param name="kinds">Values of the member <c>kind</c>.</param>
    public IEnumerable<NamedExample> Documents(params IReadOnlyCollection<string> kinds) =>
        from file in DefaultDocuments.Policies(folders)
        let document = JsonNode.Parse(file.Utf8.Span)!
        where kinds.Contains((string?)document["kind"], StringComparer.Ordinal)
        select new NamedExample((string)document["id"]!, $"{document["kind"]}: {document["title"]?["en"]} ({document["title"]?["zh-CN"]})", document);

    /// <summary>Some sample managers.</summary>
    public IEnumerable<NamedExample> Managers() =>
        SampleFiles().Take(SampleManagers).Select(f => Manager(f, JsonNode.Parse(File.ReadAllText(f.FullName))!));

    /// <summary>Two sample managers in newline-delimited JSON.</summary>
    public IEnumerable<NamedExample> ManagerLines()
    {
        var lines = SampleFiles().Take(2).Select(f => JsonNode.Parse(File.ReadAllText(f.FullName))!.ToJsonString() + "\n");
        yield return new NamedExample("two-managers", "Two managers, one per line", JsonValue.Create(string.Concat(lines)));
    }

    private static NamedExample Manager(FileInfo file, JsonNode facts) =>
        new(Path.GetFileNameWithoutExtension(file.Name), $"{facts["managerId"]} {facts["name"]}", facts);

    private IEnumerable<FileInfo> SampleFiles() => folders.Managers.Exists
        ? folders.Managers.EnumerateFiles("*.json").OrderBy(f => f.Name, StringComparer.Ordinal)
        : [];
}
