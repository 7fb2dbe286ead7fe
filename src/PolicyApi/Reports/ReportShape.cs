using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyEngine.Documents;

namespace PolicyApi.Reports;

/// <summary>
/// The structure of the data at one place: an object with certain members, a list of certain items, or a single value.
/// Shapes of the same type are the same instance, so that they can be compared.
/// </summary>
internal sealed class ReportShape
{
    private static readonly Dictionary<Type, ReportShape> ByType = [];

    private readonly Dictionary<string, ReportShape> _members = new(StringComparer.Ordinal);

    private ReportShape()
    {
    }

    /// <summary>A single value: a text, a number or a boolean.</summary>
    public static ReportShape Single { get; } = new();

    /// <summary>Anything, such as the posted facts.</summary>
    public static ReportShape Any { get; } = new() { IsOpen = true };

    /// <summary>Whether the members are not known.</summary>
    public bool IsOpen { get; private init; }

    /// <summary>The shape of each item; <see langword="null"/> if this is not a list.</summary>
    public ReportShape? Items { get; private init; }

    /// <summary>The members of an object by name; empty otherwise.</summary>
    public IReadOnlyDictionary<string, ReportShape> Members => _members;

    /// <summary>Returns the shape of a type as the API writes it.</summary>
    /// <param name="type">The type.</param>
    public static ReportShape Of(Type type)
    {
        lock (ByType)
            return Build(Nullable.GetUnderlyingType(type) ?? type);
    }

    /// <summary>Returns an object with the members of another one and further members.</summary>
    /// <param name="shape">The other object.</param>
    /// <param name="further">The further members.</param>
    public static ReportShape With(ReportShape shape, IEnumerable<KeyValuePair<string, ReportShape>> further)
    {
        var whole = new ReportShape();
        foreach (var (name, member) in shape.Members.Concat(further))
            whole._members[name] = member;
        return whole;
    }

    /// <summary>Returns the shape that a JSON Schema describes; where it has neither properties nor items, the shape is <see cref="Any"/>.</summary>
    /// <param name="schema">The schema.</param>
    public static ReportShape Of(JsonNode schema)
    {
        if (schema["items"] is { } items)
            return new ReportShape { Items = Of(items) };
        if (schema["properties"] is not JsonObject properties)
            return Any;
        return With(Single, properties.Select(p => KeyValuePair.Create(p.Key, Of(p.Value!))));
    }

    /// <summary>Returns the names of all members, at any depth.</summary>
    public IEnumerable<string> Names()
    {
        var seen = new HashSet<ReportShape>();
        var next = new Stack<ReportShape>([this]);
        while (next.TryPop(out var shape))
        {
            if (!seen.Add(shape))
                continue;
            if (shape.Items is { } items)
                next.Push(items);
            foreach (var (name, member) in shape.Members)
            {
                yield return name;
                next.Push(member);
            }
        }
    }

    private static ReportShape Build(Type type)
    {
        if (ByType.TryGetValue(type, out var known))
            return known;
        if (type == typeof(object))
            return Any;
        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type))
            return ByType[type] = new ReportShape { Items = Build(type.GetGenericArguments()[0]) };
        if (type.IsEnum || (type.Namespace?.StartsWith(nameof(PolicyEngine), StringComparison.Ordinal) != true && type.Assembly != typeof(ReportShape).Assembly))
            return Single;

        // Stored before its members are built, because rules contain rules.
        var shape = ByType[type] = new ReportShape();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetMethod!.GetParameters().Length == 0))
            shape._members[Name(type, property)] = Build(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
        return shape;
    }

    private static string Name(Type type, PropertyInfo property) =>
        type == typeof(LocalizedText) && property.Name == nameof(LocalizedText.ZhCn) ? "zh-CN" : JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
