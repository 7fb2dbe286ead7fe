using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyApi.Platform.Content;

namespace PolicyApi.Platform.OpenApi;

/// <summary>A request body to try.</summary>
/// <param name="Name">A word that is unique within the operation.</param>
/// <param name="Summary">What people see in the list of examples.</param>
/// <param name="Value">The body: JSON, or a JSON string with the text of a body that is no JSON.</param>
/// <param name="Component">Its name among the document's components.</param>
internal sealed record NamedExample(string Name, string Summary, JsonNode Value, string Component);

/// <summary>Examples for the API's document, taken from the files that the service itself is seeded with, so that they cannot rot.</summary>
/// <param name="folders">Where the files lie.</param>
internal sealed class ExampleLibrary(ContentFolders folders)
{
    private const int SampleManagers = 3;
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The default policies, and the sample documents, of some kinds.</summary>
    /// <param name="kinds">Values of the member <c>kind</c>.</param>
    public IEnumerable<NamedExample> Documents(params IReadOnlyCollection<string> kinds) =>
        from file in DefaultDocuments.Policies(folders).Concat(DefaultDocuments.JsonFiles(folders.Documents))
        let document = JsonNode.Parse(file.Utf8.Span)!
        where kinds.Contains((string?)document["kind"], StringComparer.Ordinal)
        select new NamedExample((string)document["id"]!, $"{document["kind"]}: {document["title"]?["en"]} ({document["title"]?["zh-CN"]})", document, $"document-{document["id"]}");

    /// <summary>The same documents under ids of their own, for those who add one beside what is there already.</summary>
    /// <param name="kinds">Values of the member <c>kind</c>.</param>
    public IEnumerable<NamedExample> NewDocuments(params IReadOnlyCollection<string> kinds) => Documents(kinds).Select(document =>
    {
        document.Value["id"] = $"my-{document.Name}";
        return document with { Name = $"my-{document.Name}", Component = $"new-{document.Component}" };
    });

    /// <summary>Some sample managers.</summary>
    public IEnumerable<NamedExample> Managers() =>
        JsonFiles(folders.Managers, "facts").Take(SampleManagers).Select(f => f with { Summary = $"{f.Value["managerId"]} {f.Value["name"]}" });

    /// <summary>One request for each policy, named after the policy that it asks.</summary>
    public IEnumerable<NamedExample> Requests()
    {
        var policies = Documents("kpi-weighting", "promotion-eligibility", "training-trigger", "reward").ToDictionary(p => p.Name, StringComparer.Ordinal);
        return JsonFiles(folders.Requests, "request")
            .Where(f => policies.ContainsKey(f.Name))
            .Select(f => f with { Summary = $"id `{f.Name}`, {policies[f.Name].Summary}" });
    }

    /// <summary>Two sample managers in newline-delimited JSON.</summary>
    public IEnumerable<NamedExample> ManagerLines()
    {
        var lines = JsonFiles(folders.Managers, "facts").Take(2).Select(f => f.Value.ToJsonString(Readable) + "\n");
        yield return new NamedExample("two-managers", "Two managers, one per line", JsonValue.Create(string.Concat(lines)), "facts-two-managers");
    }

    private static IEnumerable<NamedExample> JsonFiles(DirectoryInfo folder, string use) => folder.Exists
        ? folder.EnumerateFiles("*.json")
            .OrderBy(f => f.Name, StringComparer.Ordinal)
            .Select(f => new NamedExample(Path.GetFileNameWithoutExtension(f.Name), f.Name, JsonNode.Parse(File.ReadAllText(f.FullName))!, $"{use}-{Path.GetFileNameWithoutExtension(f.Name)}"))
        : [];
}
