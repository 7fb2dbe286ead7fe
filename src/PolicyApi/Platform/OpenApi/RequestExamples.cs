using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PolicyApi.Platform.Bodies;

namespace PolicyApi.Platform.OpenApi;

/// <summary>Marks an endpoint whose request bodies have named examples.</summary>
/// <param name="MediaType">The media type of the body.</param>
/// <param name="Choose">Selects the examples from the files that ship with the service.</param>
internal sealed record RequestExampleSource(string MediaType, Func<ExampleLibrary, IEnumerable<NamedExample>> Choose);

/// <summary>Adds the examples to the OpenAPI document.</summary>
internal static class RequestExamples
{
    /// <summary>Gives an endpoint's request body named examples.</summary>
    public static RouteHandlerBuilder WithRequestExamples(
        this RouteHandlerBuilder endpoint, string mediaType, Func<ExampleLibrary, IEnumerable<NamedExample>> choose) =>
        endpoint.WithMetadata(new RequestExampleSource(mediaType, choose));

    /// <summary>Gives an endpoint that takes a command an example of it.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="name">A word that is unique among all commands.</param>
    /// <param name="json">The body.</param>
    public static RouteHandlerBuilder WithCommandExample(this RouteHandlerBuilder endpoint, string name, string json) =>
        endpoint.WithRequestExamples(BodyReader.JsonMediaType, _ => [new NamedExample(name, name, JsonNode.Parse(json)!, $"command-{name}")]);

    /// <summary>Adds an operation's examples.</summary>
    public static void Add(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (operation.RequestBody?.Content is not { } content)
            return;
        var library = context.ApplicationServices.GetRequiredService<ExampleLibrary>();
        foreach (var source in context.Description.ActionDescriptor.EndpointMetadata.OfType<RequestExampleSource>())
        {
            if (!content.TryGetValue(source.MediaType, out var media) || media is not OpenApiMediaType body)
                continue;
            body.Examples ??= new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal);
            foreach (var example in source.Choose(library))
                body.Examples[example.Name] = Reference(context.Document!, example);
        }
    }

    // Several operations have the same examples; each example is in the document once.
    private static OpenApiExampleReference Reference(OpenApiDocument document, NamedExample example)
    {
        document.AddComponent(example.Component, new OpenApiExample { Summary = example.Summary, Value = example.Value.DeepClone() });
        return new OpenApiExampleReference(example.Component, document);
    }
}
