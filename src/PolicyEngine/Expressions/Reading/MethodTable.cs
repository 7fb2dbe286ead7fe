using System.Linq.Expressions;
using System.Reflection;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Expressions.Lists;
using PolicyEngine.Expressions.Running;
using PolicyEngine.Functions;

namespace PolicyEngine.Expressions.Reading;

/// <summary>The methods and properties of single values that expressions can use. Nothing else can be called or read.</summary>
internal static class MethodTable
{
    /// <summary>The classes whose functions expressions can call.</summary>
    public static IReadOnlyList<Type> FunctionTypes { get; } =
        [typeof(Score), typeof(Grade), typeof(Lookup), typeof(Number), typeof(Periods)];

    private static readonly HashSet<string> MathMethods = new(StringComparer.Ordinal)
    {
        nameof(Math.Abs), nameof(Math.Ceiling), nameof(Math.Floor), nameof(Math.Max), nameof(Math.Min), nameof(Math.Round), nameof(Math.Sign),
        nameof(Math.Truncate), nameof(Math.Clamp),
    };

    private static readonly HashSet<Type> Numbers = [typeof(decimal), typeof(int), typeof(long)];

    private static readonly HashSet<string> DateParts = new(StringComparer.Ordinal) { nameof(DateTime.Year), nameof(DateTime.Month), nameof(DateTime.Day) };

    /// <summary>Returns the method to call instead of the one that the parser found; <see langword="null"/> if expressions cannot call it.</summary>
    /// <param name="method">A method other than a list operation.</param>
    public static MethodInfo? Find(MethodInfo method)
    {
        var owner = method.DeclaringType;
        if (owner is not null && (FunctionTypes.Contains(owner) || owner == typeof(ExpressionUtils)))
            return method;
        if (owner == typeof(Convert) || method.Name is ParseName)
            return FindConversion(method);
        if (owner == typeof(Math))
            return MathMethods.Contains(method.Name) && UsesOnly(method, Numbers) ? method : null;
        if (owner == typeof(string))
            return FindText(method);
        if (owner == typeof(DateTime) && method.Name is nameof(DateTime.AddMonths) or nameof(DateTime.AddYears))
            return method;
        return null;
    }

    /// <summary>Whether expressions can read a property of a single value.</summary>
    public static bool Allows(MemberInfo property) =>
        (property.DeclaringType == typeof(string) && property.Name is nameof(string.Length))
        || (property.DeclaringType == typeof(DateTime) && DateParts.Contains(property.Name));

    /// <summary>Whether expressions can call a constructor: only that of a date from year, month and day.</summary>
    public static bool Allows(ConstructorInfo constructor) =>
        constructor.DeclaringType == typeof(DateTime) && constructor.GetParameters() is { Length: 3 } parameters && Array.TrueForAll(parameters, p => p.ParameterType == typeof(int));

    /// <summary>Whether there is a call with that name, possibly for other values.</summary>
    public static bool KnowsName(string name) => Names.Contains(name) || FormsOf(name).Any();

    /// <summary>Returns how a known call is written, for an author whose values it does not take.</summary>
    public static string HowToWrite(string name)
    {
        var forms = FormsOf(name).ToList();
        if (forms.Count == 0)
            return "look up what it takes in the documentation";
        var counts = forms.SelectMany(f => f.Arguments).Where(p => WholeNumbers.Contains(p.Name)).Select(p => p.Name).Distinct(StringComparer.Ordinal).ToList();
        var whole = counts.Count == 0 ? string.Empty : $", with a whole number for `{counts[0]}`: convert a number from the facts with `Convert.ToInt32(number)`";
        return $"write {string.Join(" or ", forms.Select(f => $"`{f.Signature}`"))}{whole}";
    }

    /// <summary>The names of arguments that must be integers, while numbers in facts are decimals.</summary>
    private static readonly HashSet<string> WholeNumbers = new(StringComparer.Ordinal) { "count", "start", "length", "places", "year", "month", "day" };

    /// <summary>Returns the functions with a name, except conversions: <c>x.ToString()</c> is not a function but a member of every object, and is refused as that.</summary>
    public static IEnumerable<FunctionEntry> FormsOf(string name) =>
        FunctionReference.All.Where(f => !f.Name.StartsWith("Convert.", StringComparison.Ordinal) && string.Equals(f.Name[(f.Name.LastIndexOf('.') + 1)..], name, StringComparison.OrdinalIgnoreCase));

    /// <summary>All names that can be written after a point, before a bracket or as a class of functions.</summary>
    public static IEnumerable<string> KnownNames => MemberNames.Concat(RootNames);

    /// <summary>All names that can be written after a point.</summary>
    public static IEnumerable<string> MemberNames => Names.Concat(LanguageCalls.All.Select(c => c.Name[(c.Name.LastIndexOf('.') + 1)..])).Concat(Properties);

    /// <summary>All names of the language that can begin a value.</summary>
    public static IEnumerable<string> RootNames => FunctionTypes.Select(t => t.Name).Concat(["Math", "Convert", "DateTime", "iif", "np", "parameters", "true", "false", "null", "new"]);

    /// <summary>Returns what to write instead of a .NET member that expressions cannot use; <see langword="null"/> for other names.</summary>
    public static string? Instead(string name) => name.ToUpperInvariant() switch
    {
        "TODOUBLE" or "TOSINGLE" or "DOUBLE" or "FLOAT" => "numbers are exact decimals here, so write `Convert.ToDecimal(value)`, or nothing where the value is a number",
        "REVERSE" => "write `Last()` for the last item, `OrderByDescending` for another order",
        "TOSTRING" => "write `Convert.ToString(value)`",
        "CONCAT" or "APPEND" => "write `a + b`",
        "COMPARE" => "write `a.CompareTo(b)`, or `a == b` where only equality is asked",
        "NOW" or "UTCNOW" or "TODAY" => "give the day as a fact or a parameter, so that the decision can be asked again later",
        "SINGLE" or "FIND" => "write `First(x => condition)`",
        "SINGLEORDEFAULT" => "write `FirstOrDefault(x => condition)`",
        "EXISTS" => "write `Any(x => condition)`",
        "ELEMENTAT" or "ELEMENTATORDEFAULT" => "write the index in brackets, such as `list[0]`",
        "DAYS" or "TOTALDAYS" or "DATEDIFF" or "DATEDIF" => "compare the dates themselves, such as `a.AddDays(30) <= b`",
        "HASVALUE" => "write `x != null`",
        "VALUE" => "leave out `.Value`: a missing value is undetermined anyway",
        "TOBOOLEAN" => "compare the text, such as `x == \"true\"`",
        "TOINT64" or "TOINT16" or "INT32" or "INT64" => "write `Convert.ToInt32(value)`",
        "LEN" or "SIZE" => "write `text.Length`, or `list.Count()`",
        "AVG" or "MEAN" => "write `list.Average(x => value)`",
        "COALESCE" or "IFNULL" or "NVL" => "write `np(path, otherwise)`",
        "SUBSTR" or "LEFT" or "MID" => "write `text.Substring(start, length)`",
        "UPPER" => "write `text.ToUpper()`",
        "LOWER" => "write `text.ToLower()`",
        "CEIL" or "ROUNDUP" => "write `Math.Ceiling(number)`",
        "ROUNDDOWN" => "write `Math.Floor(number)`",
        "ISBLANK" or "ISEMPTY" => "write `x == null`, or `string.IsNullOrEmpty(text)`",
        "EMPTY" or "BLANK" or "NOTHING" or "NONE" or "NIL" => "write `null` for what is missing, such as `x == null`, or `\"\"` for a text without characters",
        "DATE" => "write `\"YYYY-MM-DD\"`, or `DateTime(year, month, day)`",
        "YES" => "write `true`",
        "NO" => "write `false`",
        "EQ" => "write `==`",
        "NE" or "NEQ" => "write `!=`",
        "GT" => "write `>`",
        "GE" => "write `>=`",
        "LT" => "write `<`",
        "LE" => "write `<=`",
        "MOD" => "write `%`",
        _ => null,
    };

    private static readonly string[] Properties = ["Length", "Count", "Year", "Month", "Day", "Date"];

    private const string ParseName = "Parse";

    private static readonly HashSet<string> Names = new(
        FunctionTypes.Append(typeof(TextOperations)).Append(typeof(ListOperations)).SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)).Select(m => m.Name)
            .Concat(MathMethods).Concat(typeof(Enumerable).GetMethods().Select(m => m.Name).Where(n => n is "FirstOrDefault" or "LastOrDefault" or "OrderBy" or "OrderByDescending" or "Select" or "SelectMany")),
        StringComparer.OrdinalIgnoreCase);

    private static MethodInfo? FindConversion(MethodInfo method) => method.GetParameters() is [{ } only]
        ? typeof(Conversions).GetMethod(method.Name is ParseName ? ParseName + method.DeclaringType!.Name : method.Name, [only.ParameterType])
        : null;

    private static MethodInfo? FindText(MethodInfo method)
    {
        var parameters = method.GetParameters().Select(p => p.ParameterType);
        var own = (method.IsStatic ? parameters : parameters.Prepend(typeof(string))).ToArray();
        return own.All(t => t == typeof(string) || t == typeof(int)) && method.Name is not nameof(TextOperations.Of)
            ? typeof(TextOperations).GetMethod(method.Name, own)
            : null;
    }

    private static bool UsesOnly(MethodInfo method, HashSet<Type> types) =>
        types.Contains(method.ReturnType) && Array.TrueForAll(method.GetParameters(), p => types.Contains(p.ParameterType));

    /// <summary>Returns the call with the given method; if an instance method of text is replaced by a static one, the text becomes its first argument.</summary>
    public static Expression Call(MethodInfo method, IReadOnlyList<Expression> arguments)
    {
        if (!method.IsStatic)
            return Expression.Call(arguments[0], method, arguments.Skip(1));
        var converted = method.GetParameters().Select((p, i) => CodeWriter.Convert(arguments[i], p.ParameterType));
        return Failing.TwinOf(method) is { } failing ? Expression.Call(failing, [FrameCode.Frame, .. converted]) : Expression.Call(method, converted);
    }
}
