using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Documents;

/// <summary>The JSON of documents: metadata generated at build time. <see cref="Platform.Json.WireJson"/> defines the format.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DocumentList))]
[JsonSerializable(typeof(DocumentDetails))]
[JsonSerializable(typeof(VersionContent))]
[JsonSerializable(typeof(VersionList))]
[JsonSerializable(typeof(PublicationList))]
[JsonSerializable(typeof(PublicationDetails))]
[JsonSerializable(typeof(PublishCommand))]
[JsonSerializable(typeof(StepCommand))]
[JsonSerializable(typeof(RollbackCommand))]
[JsonSerializable(typeof(WithdrawCommand))]
[JsonSerializable(typeof(VersionDetails))]
[JsonSerializable(typeof(DocumentLog))]
[JsonSerializable(typeof(ValidationAnswer))]
internal sealed partial class DocumentJson : JsonSerializerContext;
