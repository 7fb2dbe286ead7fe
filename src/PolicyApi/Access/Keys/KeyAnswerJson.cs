using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Access.Keys;

/// <summary>The JSON of keys and callers: metadata generated at build time. <see cref="Platform.Json.WireJson"/> defines the format.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CreateKeyCommand))]
[JsonSerializable(typeof(RotateKeyCommand))]
[JsonSerializable(typeof(RevokeKeyCommand))]
[JsonSerializable(typeof(KeyDetails))]
[JsonSerializable(typeof(KeyList))]
[JsonSerializable(typeof(IssuedKey))]
[JsonSerializable(typeof(CallerDetails))]
internal sealed partial class KeyAnswerJson : JsonSerializerContext;
