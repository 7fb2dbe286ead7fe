using PolicyApi.Access;
using PolicyApi.Platform.OpenApi;
using PolicyApi.Platform.Problems;
using PolicyEngine.Functions;

namespace PolicyApi.Schemas;

/// <summary>
/// The endpoints for editors of documents. They are open to all, because an editor that follows <c>$schema</c> has no key, and nothing in them is specific to
/// the company.
/// </summary>
internal static class SchemaEndpoints
{
    /// <summary>Maps <c>/functions</c> and <c>/schemas</c>.</summary>
    public static void MapSchemas(this IEndpointRouteBuilder api)
    {
        api.MapGet("/functions", () => TypedResults.Ok(new FunctionList(FunctionReference.All)))
            .WithTags(Tags.Editing).WithName("functions").WithSummary("Every function that expressions can call, with arguments and examples, in English and Chinese")
            .WithDescription("Expressions can use the facts, the parameters and these functions, and nothing else. No key is needed, so that editors can read the list.").OpenToAll();
        api.MapGet("/schemas", ReadSchema.List)
            .WithTags(Tags.Editing).WithName("schemas").WithSummary("The JSON Schemas of the documents")
            .WithDescription("The name and path of each schema; there is one for each section. No key is needed.").OpenToAll();
        api.MapGet("/schemas/{name}", ReadSchema.One)
            .WithTags(Tags.Editing).WithName("schema").WithSummary("One JSON Schema of documents, for editors")
            .WithDescription("JSON Schema 2020-12. Put its address into the member `$schema` of a document, and an editor completes and checks as you type. It covers the structure of a document; expressions and references between documents are checked by `:validate`. No key is needed.")
            .Produces<object>(contentType: ReadSchema.MediaType).Refuses(404).OpenToAll();
    }
}

/// <summary>All functions that expressions can call.</summary>
/// <param name="Items">The functions.</param>
public sealed record FunctionList(IReadOnlyList<FunctionEntry> Items);

/// <summary>All JSON Schemas of documents.</summary>
/// <param name="Items">The schemas.</param>
public sealed record SchemaList(IReadOnlyList<SchemaDetails> Items);

/// <summary>A JSON Schema of documents.</summary>
/// <param name="Name">The name: <c>policy</c>, <c>model</c>, <c>scheme</c> or <c>template</c>.</param>
/// <param name="Path">The path at which it is read.</param>
/// <param name="Kinds">The kinds of documents that it describes.</param>
public sealed record SchemaDetails(string Name, string Path, IReadOnlyList<string> Kinds);
