using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Exchange;

/// <summary>The JSON of exports and imports: metadata generated at build time. <see cref="Platform.Json.WireJson"/> defines the format.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CatalogManifest))]
[JsonSerializable(typeof(ImportAnswer))]
internal sealed partial class ExchangeJson : JsonSerializerContext;
