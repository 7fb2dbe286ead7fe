using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Audit.Heads;

/// <summary>The JSON of signed heads: metadata generated at build time. <see cref="Platform.Json.WireJson"/> has the rules.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SignedHead))]
[JsonSerializable(typeof(ExportedHead))]
internal sealed partial class HeadJson : JsonSerializerContext;
