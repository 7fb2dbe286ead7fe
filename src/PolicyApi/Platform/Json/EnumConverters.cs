using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Json;

/// <summary>Enums as camel-case words; numbers are refused.</summary>
internal sealed class WordConverter() : JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>Kinds of documents as documents spell them: <c>fact-model</c>, <c>kpi-weighting</c>, …</summary>
internal sealed class KindConverter() : JsonStringEnumConverter<DocumentKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
