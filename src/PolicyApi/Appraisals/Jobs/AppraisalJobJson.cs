using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Appraisals.Jobs;

/// <summary>
/// The JSON of the jobs of appraisals, as they are stored: metadata generated at build time. <see cref="Platform.Json.WireJson"/> defines the format.
/// </summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AppraisalJobSpec))]
[JsonSerializable(typeof(ReportsJobSpec))]
[JsonSerializable(typeof(ReportLine))]
internal sealed partial class AppraisalJobJson : JsonSerializerContext;
