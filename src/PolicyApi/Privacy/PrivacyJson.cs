using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Privacy;

/// <summary>The JSON of erasures: metadata generated at build time. <see cref="Platform.Json.WireJson"/> defines the format.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(EraseSubjectCommand))]
[JsonSerializable(typeof(SubjectErasure))]
[JsonSerializable(typeof(PurgeResult))]
internal sealed partial class PrivacyJson : JsonSerializerContext;
