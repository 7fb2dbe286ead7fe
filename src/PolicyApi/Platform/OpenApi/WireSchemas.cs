using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PolicyApi.Platform.Json;
using PolicyApi.Platform.Ndjson;

namespace PolicyApi.Platform.OpenApi;

/// <summary>Corrects schemas where the service's own JSON converters write something else than the schema exporter expects.</summary>
internal static class WireSchemas
{
    /// <summary>Corrects the schema of one type or property.</summary>
    public static void Correct(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = context.JsonTypeInfo.Type;
        var value = Nullable.GetUnderlyingType(type) ?? type;
        if (value == typeof(decimal))
            Number(schema, isNullable: value != type);
        else if (value == typeof(DateTimeOffset))
            schema.Type = JsonSchemaType.String;
        else if (type == typeof(RawJson))
            schema.Type = JsonSchemaType.Object;
        else if (type == typeof(JsonObject))
            schema.AdditionalProperties = new OpenApiSchema();
        else if (type == typeof(object))
            schema.Description ??= "a number, text, boolean or date (`YYYY-MM-DD`), or a list of these";
        else
            LeaveOutOptional(schema, context);
    }

    /// <summary>Corrects the schema of bodies with many lines, for which the exporter describes only one line.</summary>
    public static void CorrectLines(OpenApiOperation operation)
    {
        if (operation.RequestBody?.Content is { } content && content.TryGetValue(LineExchange<object>.MediaType, out var media) && media is OpenApiMediaType lines)
            lines.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = "One JSON object per line, in UTF-8." };
    }

    // The exporter declares them as `double`; these are decimals, for which there is no format.
    private static void Number(OpenApiSchema schema, bool isNullable)
    {
        schema.Type = isNullable ? JsonSchemaType.Number | JsonSchemaType.Null : JsonSchemaType.Number;
        schema.Format = null;
        schema.Pattern = null;
    }

    // The exporter declares every parameter of a record as required; in JSON, members without a value are left out.
    private static void LeaveOutOptional(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if (schema.Required is not { } required)
            return;
        foreach (var property in context.JsonTypeInfo.Properties.Where(p => !p.IsRequired))
            required.Remove(property.Name);
    }
}
