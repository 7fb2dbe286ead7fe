using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Schemas;

/// <summary>Returns the schema files that are embedded in the program.</summary>
internal static class ReadSchema
{
    /// <summary>The media type of a schema.</summary>
    public const string MediaType = "application/schema+json";

    private static readonly string[] Names = ["model", "policy", "scheme", "template"];

    private static readonly Dictionary<string, byte[]> Schemas = Names.ToDictionary(n => n, Load, StringComparer.Ordinal);

    /// <summary>Returns the list of schemas.</summary>
    public static Ok<SchemaList> List() => TypedResults.Ok(new SchemaList([.. Names.Select(n => new SchemaDetails(n, $"/v1/schemas/{n}", Kinds(Schemas[n])))]));

    /// <summary>Returns one schema, byte for byte.</summary>
    public static Results<FileContentHttpResult, Fault> One(string name) => Schemas.TryGetValue(name, out var schema)
        ? TypedResults.Bytes(schema, MediaType)
        : Faults.NotFound($"schema `{name}`; there are {string.Join(", ", Names.Select(n => $"`{n}`"))}");

    private static string[] Kinds(byte[] schema) =>
        [.. JsonNode.Parse(schema)!["properties"]!["kind"]!["enum"]!.AsArray().Select(k => (string)k!)];

    private static byte[] Load(string name)
    {
        using var file = typeof(ReadSchema).Assembly.GetManifestResourceStream($"PolicyApi.Schemas.{name}.json")!;
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
