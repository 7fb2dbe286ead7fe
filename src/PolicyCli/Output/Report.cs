using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PolicyApi.Platform.Json;

namespace PolicyCli.Output;

/// <summary>Prints what a command has found, for people or for programs.</summary>
internal static class Report
{
    // Types of the wire as the service writes them; those of the commands by reflection.
    private static readonly JsonSerializerOptions Json = new(WireJson.Options)
    {
        WriteIndented = true,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(WireJson.Options.TypeInfoResolver, new DefaultJsonTypeInfoResolver()),
    };

    /// <summary>The option <c>--format text|json</c>.</summary>
    public static Option<OutputFormat> Format() => new("--format", "-f") { Description = "text for people, json for programs", DefaultValueFactory = _ => OutputFormat.Text, Recursive = false };

    /// <summary>Writes a value as indented JSON.</summary>
    public static void WriteJson<T>(TextWriter to, T value) => to.WriteLine(JsonSerializer.Serialize(value, Json));
}

/// <summary>How results are printed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutputFormat>))]
internal enum OutputFormat
{
    /// <summary>Lines for people.</summary>
    Text,

    /// <summary>One JSON value for programs.</summary>
    Json,
}
