using System.Linq.Expressions;
using System.Reflection;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions.Plain;

/// <summary>Resolves the names in an expression: those of its scope, the parameters of lambdas, and the members of values.</summary>
internal sealed class PlainNames(ExpressionScope scope)
{
    /// <summary>Words that have a meaning in Dynamic LINQ, in lower case. All names that begin with a capital letter are left to Dynamic LINQ.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "it", "parent", "root", "iif", "isnull", "new", "np", "is", "as", "cast", "null", "true", "false", "asc", "ascending", "desc", "descending",
        "object", "bool", "char", "string", "sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "decimal",
    };

    private static readonly Dictionary<(Type, string), PropertyInfo> Properties = new (Type Type, string Name)[]
    {
        (typeof(string), nameof(string.Length)), (typeof(DateTime), nameof(DateTime.Year)), (typeof(DateTime), nameof(DateTime.Month)), (typeof(DateTime), nameof(DateTime.Day)),
    }.ToDictionary(p => p, p => p.Type.GetProperty(p.Name)!);

    private readonly Stack<(string Name, ParameterExpression Item)> _items = new();

    /// <summary>Returns the value of a name; <see langword="null"/> if it is left to Dynamic LINQ.</summary>
    public Expression? Find(string name)
    {
        if (IsPlain(name))
            return scope.SymbolOf(name) ?? _items.FirstOrDefault(i => string.Equals(i.Name, name, StringComparison.Ordinal)).Item;
        return name.ToUpperInvariant() switch
        {
            "TRUE" => Expression.Constant(true),
            "FALSE" => Expression.Constant(false),
            "NULL" => Expression.Constant(null),
            _ => null,
        };
    }

    /// <summary>Starts the scope of a lambda.</summary>
    /// <param name="name">The name of the lambda's parameter.</param>
    /// <param name="type">The type of the items of the list.</param>
    /// <returns>The parameter; <see langword="null"/> if the name is already in use.</returns>
    public ParameterExpression? Enter(string name, Type type)
    {
        if (!IsPlain(name) || scope.Has(name) || _items.Any(i => string.Equals(i.Name, name, StringComparison.Ordinal)))
            return null;
        var item = Expression.Parameter(type, string.Empty);
        _items.Push((name, item));
        return item;
    }

    /// <summary>Ends the scope of a lambda.</summary>
    public void Leave() => _items.Pop();

    /// <summary>Returns a field of the facts or parameters, or a property of a single value.</summary>
    public static Expression? Part(Expression owner, string name)
    {
        if (Properties.TryGetValue((owner.Type, name), out var property))
            return Expression.Property(owner, property);
        return owner.Type.BaseType == typeof(FactObject) || owner is ParameterExpression { Name: ExpressionScope.ParametersName }
            ? owner.Type.GetField(name, BindingFlags.Public | BindingFlags.Instance) is { } field ? Expression.Field(owner, field) : null
            : null;
    }

    private static bool IsPlain(string name) => !char.IsUpper(name[0]) && !Reserved.Contains(name);
}
