using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyEngine.Policies;

namespace PolicyApi.Platform.Answers;

/// <summary>The JSON of the parts that all answers share: metadata generated at build time. <see cref="Platform.Json.WireJson"/> defines the format.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DocumentReference))]
internal sealed partial class AnswerJson : JsonSerializerContext;
