using System.Linq.Expressions;
using System.Reflection;
using PolicyEngine.Expressions.Code;

namespace PolicyEngine.Expressions.Plain;

/// <summary>Makes calls on lists. Returns <see langword="null"/> for those that are left to Dynamic LINQ.</summary>
internal static class PlainLists
{
    private static readonly Dictionary<string, MethodInfo> WithoutArguments = Of(m => m.GetParameters().Length == 1, "Any", "Count", "First", "FirstOrDefault", "Last", "LastOrDefault");
    private static readonly Dictionary<string, MethodInfo> OfConditions = Of(m => Gives(m, typeof(bool)), "Any", "All", "Count", "Where", "First", "FirstOrDefault", "Last", "LastOrDefault");
    private static readonly Dictionary<string, MethodInfo> OfNumbers = Of(m => Gives(m, typeof(decimal)), "Sum", "Average");

    /// <summary>Makes a call without arguments.</summary>
    public static Expression? Call(Expression list, string name) =>
        WithoutArguments.TryGetValue(name, out var method) ? Expression.Call(method.MakeGenericMethod(list.Type.GetElementType()!), list) : null;

    /// <summary>Makes a call with a lambda.</summary>
    public static Expression? Call(Expression list, string name, Expression body, ParameterExpression item)
    {
        var methods = body.Type == typeof(bool) ? OfConditions : body.Type == typeof(decimal) ? OfNumbers : null;
        if (methods is null || !methods.TryGetValue(name, out var found))
            return null;
        var method = found.MakeGenericMethod(item.Type);
        return Expression.Call(method, list, new ItemLambda(item, body, method.GetParameters()[1].ParameterType));
    }

    private static Dictionary<string, MethodInfo> Of(Func<MethodInfo, bool> form, params ReadOnlySpan<string> names)
    {
        var found = new Dictionary<string, MethodInfo>(StringComparer.Ordinal);
        foreach (var name in names)
            found.Add(name, typeof(Enumerable).GetMethods().Single(m => string.Equals(m.Name, name, StringComparison.Ordinal) && m.GetGenericArguments().Length == 1 && form(m)));
        return found;
    }

    /// <summary>Whether a method takes a function of a single item that returns the given type.</summary>
    private static bool Gives(MethodInfo method, Type type) =>
        method.GetParameters() is [_, { ParameterType: { IsGenericType: true } function }] && function.GetGenericArguments() is [_, var given] && given == type;
}
