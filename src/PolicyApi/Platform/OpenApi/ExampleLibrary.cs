using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyApi.Platform.Content;

namespace PolicyApi.Platform.OpenApi;

/// <summary>A request body to try.</summary>
/// <param name="Name">A name that is unique within the operation.</param>
/// <param name="Summary">The text shown in the list of examples.</param>
/// <param name="Value">The body: JSON, or a JSON string with the text of a body that is not JSON.</param>
/// <param name="Component">The name of the example among the components of the OpenAPI document.</param>
internal sealed record NamedExample(string Name, string Summary, JsonNode Value, string Component);

/// <summary>Examples for the OpenAPI document, read from the files that ship with the service, so that they cannot become outdated.</summary>
/// <param name="folders">The folders of the files.</param>
internal sealed class ExampleLibrary(ContentFolders folders)
{
    private const int SampleManagers = 3;
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the default and sample documents of some kinds.</summary>
    /// <param name="kinds">Values of the member <c>kind</c>.</param>
    public IEnumerable<NamedExample> Documents(params IReadOnlyCollection<string> kinds) =>
        from file in DefaultDocuments.Policies(folders).Concat(DefaultDocuments.JsonFiles(folders.Documents))
        let document = JsonNode.Parse(file.Utf8.Span)!
        where kinds.Contains((string?)document["kind"], StringComparer.Ordinal)
        select new NamedExample((string)document["id"]!, $"{document["kind"]}: {document["title"]?["en"]} ({document["title"]?["zh-CN"]})", document, $"document-{document["id"]}");

    /// <summary>Returns the same documents under ids of their own, for those who add one beside what is there already.</summary>
    /// <param name="kinds">Values of the member <c>kind</c>.</param>
    public IEnumerable<NamedExample> NewDocuments(params IReadOnlyCollection<string> kinds) => Documents(kinds).Select(document =>
    {
        document.Value["id"] = $"my-{document.Name}";
        return document with { Name = $"my-{document.Name}", Component = $"new-{document.Component}" };
    });

    /// <summary>Returns some sample managers.</summary>
    public IEnumerable<NamedExample> Managers() =>
        JsonFiles(folders.Managers, "facts").Take(SampleManagers).Select(f => f with { Summary = $"{f.Value["managerId"]} {f.Value["name"]}" });

    /// <summary>Returns one request for each policy, named after that policy.</summary>
    public IEnumerable<NamedExample> Requests()
    {
        var policies = Documents("kpi-weighting", "promotion-eligibility", "training-trigger", "reward").ToDictionary(p => p.Name, StringComparer.Ordinal);
        return JsonFiles(folders.Requests, "request")
            .Where(f => policies.ContainsKey(f.Name))
            .Select(f => f with { Summary = $"id `{f.Name}`, {policies[f.Name].Summary}" });
    }

    /// <summary>Returns two sample managers in newline-delimited JSON, as one example.</summary>
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
