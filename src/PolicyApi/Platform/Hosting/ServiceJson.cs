using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PolicyApi.Access.Keys;
using PolicyApi.Appraisals;
using PolicyApi.Audit;
using PolicyApi.Audit.Heads;
using PolicyApi.Comparison;
using PolicyApi.Decisions;
using PolicyApi.Documents;
using PolicyApi.Exchange;
using PolicyApi.Impact;
using PolicyApi.Jobs;
using PolicyApi.Platform.Answers.Tracing;
using PolicyApi.Platform.Answers.Verifying;
using PolicyApi.Platform.Json;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.Problems;
using PolicyApi.PolicyTests;
using PolicyApi.Privacy;
using PolicyApi.Schemas;

namespace PolicyApi.Platform.Hosting;

/// <summary>The JSON of all request and response bodies: the contexts of all slices combined.</summary>
internal static class ServiceJson
{
    /// <summary>The metadata of all types in bodies.</summary>
    private static readonly IJsonTypeInfoResolver Types = JsonTypeInfoResolver.Combine(
        HostJson.Default,
        ProblemJson.Default,
        LineJson.Default,
        DocumentJson.Default,
        PolicyTestJson.Default,
        ComparisonJson.Default,
        ImpactJson.Default,
        DecisionJson.Default,
        AppraisalJson.Default,
        VerificationJson.Default,
        TraceJson.Default,
        ExchangeJson.Default,
        JobJson.Default,
        KeyAnswerJson.Default,
        AuditJson.Default,
        HeadJson.Default,
        PrivacyJson.Default,
        SchemaJson.Default);

    /// <summary>The options with which all bodies are read and written.</summary>
    public static JsonSerializerOptions Options { get; } = WireJson.OptionsFor(Types);

    /// <summary>Applies this service's JSON to the framework's own options.</summary>
    /// <param name="target">The options that minimal APIs and the OpenAPI document use.</param>
    public static void Apply(JsonSerializerOptions target) => WireJson.Apply(target, Types);
}

/// <summary>The JSON of the host's own responses and of single values.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(DateOnly))]
internal sealed partial class HostJson : JsonSerializerContext;
