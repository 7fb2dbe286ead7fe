using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace PolicyEngine.Expressions.Plain;

/// <summary>Makes calls of functions, and of methods of texts and dates. Returns <see langword="null"/> if the arguments may not fit.</summary>
internal static class PlainCalls
{
    private static readonly ConcurrentDictionary<Type, ILookup<string, PlainMethod>> Functions = [];

    private static readonly HashSet<string> TextMethods = new(StringComparer.Ordinal)
    {
        nameof(string.Contains), nameof(string.StartsWith), nameof(string.EndsWith), nameof(string.IndexOf), nameof(string.Substring), nameof(string.ToUpper), nameof(string.ToLower), nameof(string.Trim),
    };

    private static readonly HashSet<string> DateMethods = new(StringComparer.Ordinal) { nameof(DateTime.AddMonths), nameof(DateTime.AddYears) };

    /// <summary>Makes a call of a function.</summary>
    public static Expression? Static(Type type, string name, List<Expression> arguments) => Find(type, isStatic: true, name, arguments) is { } method ? Expression.Call(method, arguments) : null;

    /// <summary>Makes a call of a method of a text or a date.</summary>
    public static Expression? OnValue(Expression value, string name, List<Expression> arguments) =>
        (value.Type == typeof(string) ? TextMethods : value.Type == typeof(DateTime) ? DateMethods : null)?.Contains(name) == true && Find(value.Type, isStatic: false, name, arguments) is { } method
            ? Expression.Call(value, method, arguments)
            : null;

    /// <summary>Returns the only method that takes the arguments as they are. If just one method has that many parameters, whole numbers are converted to decimals for it.</summary>
    private static MethodInfo? Find(Type type, bool isStatic, string name, List<Expression> arguments)
    {
        var candidates = MethodsOf(type)[name].Where(m => m.Info.IsStatic == isStatic).ToList();
        if (candidates.Exists(m => m.TakesAnyNumber))
            return null;
        candidates.RemoveAll(m => m.Types.Length != arguments.Count);
        if (candidates.Find(m => m.Types.SequenceEqual(arguments.Select(a => a.Type))) is { } exact)
            return exact.Info;
        if (candidates is not [var only])
            return null;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].Type == only.Types[i])
                continue;
            if (only.Types[i] != typeof(decimal) || PlainOperators.AsDecimal(arguments[i]) is not { } fitted)
                return null;
            arguments[i] = fitted;
        }

        return only.Info;
    }

    private static ILookup<string, PlainMethod> MethodsOf(Type type) => Functions.GetOrAdd(type, t => t.GetMethods().Select(m => new PlainMethod(m, m.GetParameters())).ToLookup(m => m.Info.Name, StringComparer.Ordinal));

    private sealed class PlainMethod(MethodInfo info, ParameterInfo[] parameters)
    {
        public MethodInfo Info => info;

        public Type[] Types { get; } = Array.ConvertAll(parameters, p => p.ParameterType);

        public bool TakesAnyNumber { get; } = parameters.Length > 0 && parameters[^1].IsDefined(typeof(ParamArrayAttribute), inherit: false);
    }
}
