using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Schemas;

/// <summary>The JSON of lists for editors: metadata generated at build time. <see cref="Platform.Json.WireJson"/> defines the format.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(FunctionList))]
[JsonSerializable(typeof(SchemaList))]
internal sealed partial class SchemaJson : JsonSerializerContext;
