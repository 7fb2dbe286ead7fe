using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Impact;

/// <summary>The JSON of impact analyses: metadata generated at build time. <see cref="Platform.Json.WireJson"/> defines the format.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ImpactLine))]
internal sealed partial class ImpactJson : JsonSerializerContext;
