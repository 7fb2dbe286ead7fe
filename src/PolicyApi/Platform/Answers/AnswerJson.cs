using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyEngine.Policies;

namespace PolicyApi.Platform.Answers;

/// <summary>The JSON of the parts that all answers have: metadata generated at build time. <see cref="Platform.Json.WireJson"/> has the rules.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DocumentReference))]
internal sealed partial class AnswerJson : JsonSerializerContext;
