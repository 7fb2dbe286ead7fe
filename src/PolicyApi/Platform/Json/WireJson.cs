using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Json;

/// <summary>The rules by which this service writes and reads all its JSON.</summary>
internal static class WireJson
{
    /// <summary>Escapes no more than JSON demands. Bodies are JSON, not HTML, so Chinese text and quotes in messages stay readable. Reports do their own escaping.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Returns how a type is read and written.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="types">The generated metadata of the slice that the type belongs to.</param>
    public static JsonTypeInfo<T> Type<T>(IJsonTypeInfoResolver types) => (JsonTypeInfo<T>)OptionsFor(types).GetTypeInfo(typeof(T));

    /// <summary>Returns the options by which types are read and written.</summary>
    /// <param name="types">The generated metadata of the types.</param>
    public static JsonSerializerOptions OptionsFor(IJsonTypeInfoResolver types)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options, types);
        options.MakeReadOnly();
        return options;
    }

    /// <summary>Makes options read and write by the rules of this service.</summary>
    /// <param name="target">The options.</param>
    /// <param name="types">The generated metadata of the types.</param>
    public static void Apply(JsonSerializerOptions target, IJsonTypeInfoResolver types)
    {
        target.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        target.NumberHandling = JsonNumberHandling.Strict;
        target.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        target.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        target.AllowDuplicateProperties = false;
        target.RespectNullableAnnotations = true;
        target.Encoder = Encoder;
        target.Converters.Add(new DecimalConverter());
        target.Converters.Add(new ValueConverter());
        target.Converters.Add(new KindConverter());
        target.Converters.Add(new WordConverter());
        target.Converters.Add(new RawJsonConverter());
        target.Converters.Add(new InstantConverter());
        target.TypeInfoResolverChain.Insert(0, types.WithAddedModifier(NameLanguages).WithAddedModifier(RequireValues));
    }

    /// <summary>
    /// Requires exactly those members that always have a value; members without a value are left out. A default says that there was a time without
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

    /// <summary>Names languages by their tags; the engine's names for them are identifiers.</summary>
    private static void NameLanguages(JsonTypeInfo info)
    {
        if (info.Type != typeof(LocalizedText))
            return;
        foreach (var property in info.Properties.Where(p => string.Equals(p.Name, "zhCn", StringComparison.Ordinal)))
            property.Name = "zh-CN";
    }
}
