using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PolicyApi.Access;
using PolicyApi.Access.Keys;
using PolicyApi.Appraisals;
using PolicyApi.Appraisals.Jobs;
using PolicyApi.Audit;
using PolicyApi.Audit.Heads;
using PolicyApi.Comparison;
using PolicyApi.Decisions;
using PolicyApi.Documents;
using PolicyApi.Exchange;
using PolicyApi.Impact;
using PolicyApi.Jobs;
using PolicyApi.Platform.Answers.Verifying;
using PolicyApi.Platform.Hosting;
using PolicyApi.Platform.Idempotency;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.Problems;
using PolicyApi.Privacy;
using PolicyApi.Schemas;
using PolicyEngine.Documents;
using PolicyEngine.Testing;

namespace PolicyApi.Platform.Json;

/// <summary>How this service writes and reads JSON, everywhere.</summary>
internal static class WireJson
{
    /// <summary>The options of every body and every stored record.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Applies this service's JSON to the framework's own options.</summary>
    /// <param name="target">The options that minimal APIs and the OpenAPI document use.</param>
    public static void Apply(JsonSerializerOptions target)
    {
        target.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        target.NumberHandling = JsonNumberHandling.Strict;
        target.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        target.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        target.AllowDuplicateProperties = false;
        target.RespectNullableAnnotations = true;

        // Bodies are JSON, not HTML: Chinese text and quotes in messages stay readable. The report escapes for itself.
        target.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        target.Converters.Add(new DecimalConverter());
        target.Converters.Add(new ValueConverter());
        target.Converters.Add(new KindConverter());
        target.Converters.Add(new RoleConverter());
        target.Converters.Add(new WordConverter());
        target.Converters.Add(new RawJsonConverter());
        target.Converters.Add(new InstantConverter());
        target.TypeInfoResolverChain.Insert(0, WireJsonContext.Default.WithAddedModifier(NameLanguages).WithAddedModifier(RequireValues));
    }

    /// <summary>The metadata of a type that the source generator knows.</summary>
    /// <typeparam name="T">A type that <see cref="WireJsonContext"/> lists.</typeparam>
    /// <param name="options">The options.</param>
    public static JsonTypeInfo<T> TypeInfo<T>(this JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
    }

    /// <summary>
    /// Members without a value are left out, so exactly those that always have one are required. A default says that there was a time without
    /// the member: stored records of that time have to be read.
    /// </summary>
    private static void RequireValues(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object)
            return;
        foreach (var property in info.Properties)
            property.IsRequired = property.AssociatedParameter is not { HasDefaultValue: true } && HasAlwaysAValue(property);
    }

    private static bool HasAlwaysAValue(JsonPropertyInfo property) =>
        property.PropertyType.IsValueType ? Nullable.GetUnderlyingType(property.PropertyType) is null : !property.IsGetNullable;

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly();
        return options;
    }

    /// <summary>The engine's name for a language is an identifier; on the wire it is the language tag.</summary>
    private static void NameLanguages(JsonTypeInfo info)
    {
        if (info.Type != typeof(LocalizedText))
            return;
        foreach (var property in info.Properties.Where(p => string.Equals(p.Name, "zhCn", StringComparison.Ordinal)))
            property.Name = "zh-CN";
    }
}

/// <summary>The types of bodies and stored records, with metadata made at build time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ServiceProblem))]
[JsonSerializable(typeof(LineError))]
[JsonSerializable(typeof(HealthAnswer))]
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
[JsonSerializable(typeof(PolicyTestReport))]
[JsonSerializable(typeof(DocumentDiff))]
[JsonSerializable(typeof(ImpactLine))]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(Appraisal))]
[JsonSerializable(typeof(AnswerVerification))]
[JsonSerializable(typeof(DecisionList))]
[JsonSerializable(typeof(CatalogManifest))]
[JsonSerializable(typeof(ImportAnswer))]
[JsonSerializable(typeof(KeptAnswer))]
[JsonSerializable(typeof(VerificationSummary))]
[JsonSerializable(typeof(AppraisalList))]
[JsonSerializable(typeof(ReportLink))]
[JsonSerializable(typeof(AppraisalJobSpec))]
[JsonSerializable(typeof(ReportLine))]
[JsonSerializable(typeof(ReportsJobSpec))]
[JsonSerializable(typeof(JobStatus))]
[JsonSerializable(typeof(JobList))]
[JsonSerializable(typeof(CreateKeyCommand))]
[JsonSerializable(typeof(RotateKeyCommand))]
[JsonSerializable(typeof(RevokeKeyCommand))]
[JsonSerializable(typeof(AuditPage))]
[JsonSerializable(typeof(SignedHead))]
[JsonSerializable(typeof(ExportedHead))]
[JsonSerializable(typeof(EraseSubjectCommand))]
[JsonSerializable(typeof(SubjectErasure))]
[JsonSerializable(typeof(PurgeResult))]
[JsonSerializable(typeof(KeyDetails))]
[JsonSerializable(typeof(KeyList))]
[JsonSerializable(typeof(IssuedKey))]
[JsonSerializable(typeof(CallerDetails))]
[JsonSerializable(typeof(FunctionList))]
[JsonSerializable(typeof(SchemaList))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(DateOnly))]
internal sealed partial class WireJsonContext : JsonSerializerContext;
