using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyEngine.Testing;

namespace PolicyApi.PolicyTests;

/// <summary>The JSON of test reports: metadata generated at build time. <see cref="Platform.Json.WireJson"/> defines the format.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(PolicyTestReport))]
internal sealed partial class PolicyTestJson : JsonSerializerContext;
