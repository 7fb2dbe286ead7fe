using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Platform.Answers.Verifying;

/// <summary>The JSON of verifications: metadata generated at build time. <see cref="Platform.Json.WireJson"/> defines the format.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AnswerVerification))]
[JsonSerializable(typeof(VerificationSummary))]
internal sealed partial class VerificationJson : JsonSerializerContext;
