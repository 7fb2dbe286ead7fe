using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Json;

/// <summary>Converts enums to and from camel-case words; numbers are refused.</summary>
internal sealed class WordConverter() : JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>Converts kinds of documents to and from the words in documents: <c>fact-model</c>, <c>kpi-weighting</c>, …</summary>
internal sealed class KindConverter() : JsonStringEnumConverter<DocumentKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
