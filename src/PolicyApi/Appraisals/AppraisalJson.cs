using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Appraisals;

/// <summary>The JSON of appraisals and report links: metadata generated at build time. <see cref="Platform.Json.WireJson"/> defines the format.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Appraisal))]
[JsonSerializable(typeof(AppraisalList))]
[JsonSerializable(typeof(ReportLink))]
internal sealed partial class AppraisalJson : JsonSerializerContext;
