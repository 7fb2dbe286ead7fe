using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Platform.Answers.Tracing;

/// <summary>The JSON of traces: metadata generated at build time. <see cref="Platform.Json.WireJson"/> defines the format.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AnswerTrace))]
internal sealed partial class TraceJson : JsonSerializerContext;
