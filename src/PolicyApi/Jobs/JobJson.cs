using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Jobs;

/// <summary>The JSON of jobs: metadata generated at build time. <see cref="Platform.Json.WireJson"/> defines the format.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(JobStatus))]
[JsonSerializable(typeof(JobList))]
internal sealed partial class JobJson : JsonSerializerContext;
