using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Platform.Problems;

/// <summary>The JSON of refusals: metadata generated at build time. <see cref="Platform.Json.WireJson"/> defines the format.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ServiceProblem))]
internal sealed partial class ProblemJson : JsonSerializerContext;
