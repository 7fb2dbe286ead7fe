using System.Reflection;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;

namespace PolicyEngine.Functions;

/// <summary>Everything that expressions can call: the product's own functions first, then the calls on lists, texts, numbers and dates.</summary>
public static class FunctionReference
{
    private static readonly Type[] Classes = [typeof(Score), typeof(Grade), typeof(Lookup), typeof(Number), typeof(Periods)];

    /// <summary>Every entry, ordered by group.</summary>
    public static IReadOnlyList<FunctionEntry> All { get; } = [.. Classes.SelectMany(OfClass), .. LanguageCalls.All];

    private static IEnumerable<FunctionEntry> OfClass(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Select(m => (Method: m, Info: m.GetCustomAttribute<ExpressionFunctionAttribute>()))
            .Where(f => f.Info is not null)
            .Select(f => Entry(f.Method, f.Info!));

    private static FunctionEntry Entry(MethodInfo method, ExpressionFunctionAttribute info)
    {
        var owner = method.DeclaringType!.Name;
        var arguments = method.GetParameters();
        return new FunctionEntry(
            $"{owner}.{method.Name}",
            char.ToLowerInvariant(owner[0]) + owner[1..],
            info.Text,
            $"{owner}.{method.Name}({string.Join(", ", arguments.Select(p => p.Name))})",
            WordOf(method.ReturnType),
            [.. arguments.Select(Argument)],
            [new FunctionExample(info.Example, new LocalizedText(info.Gives, info.GivesZhCn))]);
    }

    private static FunctionArgument Argument(ParameterInfo parameter)
    {
        var info = parameter.GetCustomAttribute<FunctionArgumentAttribute>();
        return new FunctionArgument(parameter.Name!, WordOf(parameter.ParameterType), new LocalizedText(info?.En ?? parameter.Name!, info?.ZhCn ?? parameter.Name!));
    }

    private static string WordOf(Type type) => type switch
    {
        _ when type == typeof(decimal) || type == typeof(int) => "number",
        _ when type == typeof(string) => "text",
        _ when type == typeof(bool) => "condition",
        _ when type == typeof(Bands) => "bands",
        _ when type == typeof(Curve) => "curve",
        _ when type == typeof(GradeScale) => "grades",
        _ when type == typeof(LookupTable) => "lookup",
        _ => "list",
    };
}
