using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Comparison;

/// <summary>The JSON of differences: metadata generated at build time. <see cref="Platform.Json.WireJson"/> defines the format.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DocumentDiff))]
internal sealed partial class ComparisonJson : JsonSerializerContext;
