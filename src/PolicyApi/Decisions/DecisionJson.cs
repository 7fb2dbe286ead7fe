using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Decisions;

/// <summary>The JSON of decisions: metadata generated at build time. <see cref="Platform.Json.WireJson"/> defines the format.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(DecisionList))]
internal sealed partial class DecisionJson : JsonSerializerContext;
