using System.Collections;
using System.Globalization;
using System.Linq.Dynamic.Core;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyEngine.Facts;

namespace PolicyEngine.Compat.Stock;

/// <summary>The inputs of a case as instances of classes, made by the schema that was inferred from the sample.</summary>
/// <param name="exact">Whether every number is a decimal; otherwise those without a fraction are whole numbers.</param>
/// <param name="arrays">Whether lists are arrays.</param>
internal sealed class TypedInputs(bool exact, bool arrays)
{
    /// <summary>The inputs.</summary>
    public IReadOnlyList<(string Name, object? Value)> Of(JsonObject inputs, FactSchema schema) =>
        [.. schema.Fields.Where(f => inputs.ContainsKey(f.Name)).Select(f => (f.Name, ToValue(TypeOf(f.Schema, [inputs[f.Name]]), inputs[f.Name])))];

    private Type TypeOf(FactSchema schema, IReadOnlyList<JsonNode?> samples) => schema.Kind switch
    {
        FactKind.Number or FactKind.Integer => Single(NumberType(samples), samples),
        FactKind.Boolean => Single(typeof(bool), samples),
        FactKind.Date => Single(typeof(DateTime), samples),
        FactKind.Object => ClassOf(schema, [.. samples.OfType<JsonObject>()]),
        FactKind.List => ListOf(TypeOf(schema.Items!, [.. samples.OfType<JsonArray>().SelectMany(a => a)])),
        _ => typeof(string),
    };

    private Type NumberType(IReadOnlyList<JsonNode?> samples) =>
        !exact && samples.All(s => s is null || int.TryParse(s.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) ? typeof(int) : typeof(decimal);

    private static Type Single(Type type, IReadOnlyList<JsonNode?> samples) => samples.Count == 0 || samples.Contains(null) ? typeof(Nullable<>).MakeGenericType(type) : type;

    private Type ListOf(Type item) => arrays ? item.MakeArrayType() : typeof(List<>).MakeGenericType(item);

    private Type ClassOf(FactSchema schema, List<JsonObject> samples) =>
        DynamicClassFactory.CreateType([.. schema.Fields.Select(f => new DynamicProperty(f.Name, TypeOf(f.Schema, [.. samples.Select(s => Member(s, f.Name))])))]);

    private static JsonNode? Member(JsonObject map, string name) => map.FirstOrDefault(m => string.Equals(m.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    private static object? ToValue(Type type, JsonNode? node) => node switch
    {
        null => null,
        JsonObject map => ToInstance(type, map),
        JsonArray list => ToList(type, list),
        _ => ToSingle(Nullable.GetUnderlyingType(type) ?? type, node),
    };

    private static object ToSingle(Type type, JsonNode node)
    {
        if (type == typeof(DateTime))
            return DateTime.Parse(node.GetValue<string>(), CultureInfo.InvariantCulture);
        if (type == typeof(bool))
            return node.GetValue<bool>();
        if (type == typeof(string))
            return node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();
        return type == typeof(int) ? (object)int.Parse(node.ToJsonString(), CultureInfo.InvariantCulture) : decimal.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static object ToInstance(Type type, JsonObject map)
    {
        var instance = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(p => p.GetIndexParameters().Length == 0 && p.CanWrite))
        {
            if (ToValue(property.PropertyType, Member(map, property.Name)) is { } value)
                property.SetValue(instance, value);
        }

        return instance;
    }

    private static IList ToList(Type type, JsonArray list)
    {
        if (!type.IsArray && !type.IsGenericType)
            throw new FormatException("the sample does not fit its schema");
        var item = type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[0];
        var items = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        foreach (var node in list)
            items.Add(ToValue(item, node));
        if (!type.IsArray)
            return items;
        var array = Array.CreateInstance(item, items.Count);
        items.CopyTo(array, 0);
        return array;
    }
}
