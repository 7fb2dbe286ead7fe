namespace PolicyEngine.Expressions.Reading;

/// <summary>The words for types in messages to policy authors.</summary>
internal static class TypeWords
{
    /// <summary>The type of a bare <c>null</c>.</summary>
    public const string AlwaysMissing = "a value that is always missing";

    /// <summary>Returns the word for a type with its article, such as <c>a number</c>.</summary>
    public static string Of(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(decimal) || t == typeof(int) || t == typeof(long) => "a number",
        var t when t == typeof(bool) => "a condition",
        var t when t == typeof(string) => "a text",
        var t when t == typeof(DateTime) => "a date",
        var t when t.IsArray => "a list",
        var t when t == typeof(object) => AlwaysMissing,
        _ => "an object",
    };

    /// <summary>Returns the word for a type that is named as the parser names it.</summary>
    public static string Of(string typeName) => typeName.TrimEnd('?').Split('.')[^1] switch
    {
        "Decimal" or "Int32" or "Int64" or "Double" => "a number",
        "Boolean" => "a condition",
        "String" => "a text",
        "DateTime" => "a date",
        "Object" => AlwaysMissing,
        "TimeSpan" => "a length of time",
        "Char" => "a character",
        var other when other.EndsWith("[]", StringComparison.Ordinal) => "a list",
        _ => "an object",
    };
}
