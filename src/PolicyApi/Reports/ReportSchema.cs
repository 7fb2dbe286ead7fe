using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using PolicyEngine.Documents;

namespace PolicyApi.Reports;

/// <summary>Describes what templates can read as a JSON Schema, generated from the types and their XML documentation, so that it is never outdated.</summary>
internal static class ReportSchema
{
    private static readonly Dictionary<Assembly, XDocument> Documentation = [];
    private static readonly Lock Reading = new();

    /// <summary>Returns the schema of a record and of its members.</summary>
    /// <param name="type">A wire record.</param>
    /// <exception cref="FileNotFoundException">The XML documentation file is not beside the program.</exception>
    public static JsonObject Of(Type type)
    {
        var element = Nullable.GetUnderlyingType(type) ?? type;
        if (element == typeof(LocalizedText))
            return Object(new JsonObject { ["en"] = Simple("string"), ["zh-CN"] = Simple("string") }, "A text in both languages; `local` takes the report's.");
        if (element == typeof(string) || element == typeof(DateOnly) || element == typeof(DateTimeOffset))
            return element == typeof(string) ? Simple("string") : new JsonObject { ["type"] = "string", ["format"] = element == typeof(DateOnly) ? "date" : "date-time" };
        if (element == typeof(decimal) || element == typeof(int) || element == typeof(long))
            return Simple(element == typeof(decimal) ? "number" : "integer");
        if (element == typeof(bool))
            return Simple("boolean");
        if (element.IsEnum)
            return new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. Enum.GetNames(element).Select(n => JsonValue.Create(JsonNamingPolicy.CamelCase.ConvertName(n)))]) };
        if (element.IsGenericType && typeof(IEnumerable).IsAssignableFrom(element))
            return Array(element.GetGenericArguments()[0]);
        return element == typeof(object) ? [] : Record(element);
    }

    private static JsonObject Array(Type item) => new()
    {
        ["type"] = "array",

        // Rules contain rules of the same form.
        ["items"] = item == typeof(PolicyEngine.Workflows.RuleResult) ? new JsonObject { ["$ref"] = "#/$defs/rule" } : Of(item),
    };

    /// <summary>Returns the schema of one rule's result, which other schemas refer to as <c>#/$defs/rule</c>.</summary>
    public static JsonObject Rule() => Record(typeof(PolicyEngine.Workflows.RuleResult));

    private static JsonObject Record(Type type)
    {
        var properties = new JsonObject();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetMethod!.GetParameters().Length == 0))
        {
            var schema = Of(property.PropertyType);
            schema["description"] = Description(type, property.Name) ?? schema["description"]?.DeepClone();
            properties[JsonNamingPolicy.CamelCase.ConvertName(property.Name)] = schema;
        }

        return Object(properties, Summary(type));
    }

    private static JsonObject Object(JsonObject properties, string? description) => new() { ["type"] = "object", ["description"] = description, ["properties"] = properties };

    private static JsonObject Simple(string type) => new() { ["type"] = type };

    private static string? Summary(Type type) => Words(Member(type.Assembly, "T:" + type.FullName)?.Element("summary"));

    private static string? Description(Type type, string property) =>
        Words(Member(type.Assembly, "T:" + type.FullName)?.Elements("param").FirstOrDefault(p => (string?)p.Attribute("name") == property))
        ?? Words(Member(type.Assembly, $"P:{type.FullName}.{property}")?.Element("summary"));

    private static XElement? Member(Assembly assembly, string name)
    {
        lock (Reading)
        {
            if (!Documentation.TryGetValue(assembly, out var document))
                Documentation[assembly] = document = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"));
            return document.Descendants("member").FirstOrDefault(m => (string?)m.Attribute("name") == name);
        }
    }

    private static string? Words(XElement? element) => element is null
        ? null
        : string.Join(' ', string.Concat(element.Nodes().Select(n => n switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "see" } see => $"`{(string?)see.Attribute("langword") ?? ((string?)see.Attribute("cref"))?.Split('.')[^1]}`",
            _ => "",
        })).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
