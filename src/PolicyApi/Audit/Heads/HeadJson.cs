using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Audit.Heads;

/// <summary>The format of heads in files.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, NewLine = "\n", RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SignedHead))]
internal sealed partial class HeadJson : JsonSerializerContext;
