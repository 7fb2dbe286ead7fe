using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PolicyApi.Platform.Hosting;
using PolicyEngine.Policies;

namespace PolicyCli.Output;

/// <summary>Prints the results of commands, for people or for programs.</summary>
internal static class Report
{
    // Types of the wire as the service writes them; those of the commands by reflection.
    private static readonly JsonSerializerOptions Json = new(ServiceJson.Options)
    {
        WriteIndented = true,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(ServiceJson.Options.TypeInfoResolver, new DefaultJsonTypeInfoResolver()),
    };

    private static readonly JsonSerializerOptions Lines = new(Json) { WriteIndented = false, MaxDepth = PolicyTrace.DeepestJson };

    private const string FormatOption = "--format";

    /// <summary>Creates the option <c>--format text|json</c>.</summary>
    /// <param name="description">What the formats are.</param>
    public static Option<OutputFormat> Format(string description = "text for people, json for programs")
    {
        var option = new Option<OutputFormat>(FormatOption, "-f")
        {
            Description = description,
            DefaultValueFactory = _ => OutputFormat.Text,
            CustomParser = result => Enum.TryParse<OutputFormat>(result.Tokens[0].Value, ignoreCase: true, out var format) && Enum.IsDefined(format) ? format : Refused(result),
        };
        option.CompletionSources.Add("text", "json");
        return option;

        static OutputFormat Refused(System.CommandLine.Parsing.ArgumentResult result)
        {
            result.AddError($"`{result.Tokens[0].Value}` is not a format; write text or json");
            return OutputFormat.Text;
        }
    }

    /// <summary>Prints why a command failed: as text to standard error and, if JSON was requested, as JSON to standard output.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="message">What went wrong and what to do.</param>
    /// <param name="errors">The individual errors of a service's refusal; <see langword="null"/> if there are none.</param>
    public static void WriteFailure(ParseResult parsed, string message, JsonArray? errors = null)
    {
        Console.Error.WriteLine("policy: " + message);
        foreach (var fault in errors ?? [])
            Console.Error.WriteLine($"  {fault!["document"]} {fault["pointer"]} {fault["code"]}: {fault["message"]}");
        if (IsJson(parsed))
            WriteJson(parsed.InvocationConfiguration.Output, new Failure(message, errors));
    }

    /// <summary>Whether the command line requests JSON.</summary>
    public static bool IsJson(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.FirstOrDefault(o => o.Name is FormatOption) is Option<OutputFormat> format && parsed.GetValue(format) == OutputFormat.Json;

    /// <summary>Writes a value as indented JSON.</summary>
    public static void WriteJson<T>(TextWriter to, T value) => to.WriteLine(JsonSerializer.Serialize(value, Json));

    /// <summary>Writes one of many values as one line of JSON.</summary>
    public static void WriteLine<T>(TextWriter to, T value) => to.WriteLine(JsonSerializer.Serialize(value, Lines));
}

/// <summary>The formats of output.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutputFormat>))]
internal enum OutputFormat
{
    /// <summary>Text for people.</summary>
    Text,

    /// <summary>JSON for programs.</summary>
    Json,
}

/// <summary>The output as JSON of a command that failed.</summary>
/// <param name="Error">What went wrong and what to do.</param>
/// <param name="Errors">The individual errors of a service's refusal; <see langword="null"/> if there are none.</param>
internal sealed record Failure(string Error, JsonArray? Errors);
