using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Platform.Ndjson;

/// <summary>The JSON of lines that were refused: metadata generated at build time. <see cref="Platform.Json.WireJson"/> defines the format.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(LineError))]
internal sealed partial class LineJson : JsonSerializerContext;
