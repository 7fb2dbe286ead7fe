using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Platform.Idempotency;

/// <summary>
/// The JSON of responses stored for repeated requests: metadata generated at build time. <see cref="Platform.Json.WireJson"/> defines the format.
/// </summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(KeptAnswer))]
internal sealed partial class KeptJson : JsonSerializerContext;
